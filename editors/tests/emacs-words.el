;;; emacs-words.el --- What Emacs sees in .conn files  -*- lexical-binding: t; -*-

;;; Commentary:

;; Writes the face of every stretch of text of the files it is given, a JSON line for each file.

;;; Code:

(require 'conn-mode)
(require 'json)
(require 'seq)

(defun emacs-words-runs ()
  "Return where each face of the buffer begins, counted from 0, and its name."
  (let ((position (point-min)) runs)
    (while (< position (point-max))
      (let ((face (get-text-property position 'face)))
        (push (list (1- position) (if face (format "%s" face) "")) runs))
      (setq position (next-single-property-change position 'face nil (point-max))))
    (vconcat (reverse runs))))

(defun emacs-words-of-file (path)
  "Return the mode and the runs of the file at PATH."
  (find-file path)
  (font-lock-mode 1)
  (font-lock-ensure)
  (prog1 (vector (symbol-name major-mode) (emacs-words-runs))
    (kill-buffer)))

(setq coding-system-for-write 'utf-8-unix)
(let ((files (json-read-file (car command-line-args-left)))
      (result (cadr command-line-args-left)))
  (setq command-line-args-left nil)
  (let ((lines (mapconcat (lambda (path) (json-encode (emacs-words-of-file path))) files "\n")))
    (write-region (concat lines "\n") nil result nil 'quiet)))

;;; emacs-words.el ends here
