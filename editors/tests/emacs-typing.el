;;; emacs-typing.el --- What Emacs makes of what is typed  -*- lexical-binding: t; -*-

;;; Commentary:

;; Types lines below texts, and writes what becomes of them: a JSON line for each text.  Then one with what the mode
;; sets: how comments begin, what the index lists, which server eglot starts.

;;; Code:

;; Emacs 28 comes without eglot: this is what the mode knows of it.
(defvar eglot-server-programs nil)
(provide 'eglot)
(require 'conn-mode)
(require 'imenu)
(require 'json)

(defun emacs-typing-in (text lines)
  "Return what TEXT becomes when LINES are typed below it."
  (with-temp-buffer
    (conn-mode)
    (electric-indent-local-mode 1)
    (insert (string-remove-suffix "\n" text))
    (dolist (line lines)
      (call-interactively #'newline)
      (dolist (char (append line nil))
        (let ((last-command-event char))
          (call-interactively #'self-insert-command))))
    (buffer-string)))

(defun emacs-typing-settings (path)
  "Return what the mode sets in the file at PATH."
  (find-file path)
  (vector comment-start
          (mapcar #'car (imenu--make-index-alist))
          (vconcat (cdr (assq 'conn-mode eglot-server-programs)))
          (progn (goto-char (point-max)) (beginning-of-defun) (line-number-at-pos))))

(setq coding-system-for-write 'utf-8-unix)
(let ((cases (json-read-file (nth 0 command-line-args-left)))
      (path (nth 1 command-line-args-left))
      (result (nth 2 command-line-args-left)))
  (setq command-line-args-left nil)
  (let ((lines (mapcar (lambda (case)
                         (json-encode (emacs-typing-in (aref case 0) (append (aref case 1) nil))))
                       cases)))
    (write-region (concat (mapconcat #'identity lines "\n") "\n" (json-encode (emacs-typing-settings path)) "\n")
                  nil result nil 'quiet)))

;;; emacs-typing.el ends here
