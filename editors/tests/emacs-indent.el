;;; emacs-indent.el --- What Emacs makes of indentation  -*- lexical-binding: t; -*-

;;; Commentary:

;; Indents the files it is given anew, and writes them where they are.

;;; Code:

(require 'conn-mode)
(require 'json)

(setq make-backup-files nil
      coding-system-for-write 'utf-8-unix)

(dolist (path (append (json-read-file (car command-line-args-left)) nil))
  (find-file path)
  (indent-region (point-min) (point-max))
  (save-buffer)
  (kill-buffer))
(setq command-line-args-left nil)

;;; emacs-indent.el ends here
