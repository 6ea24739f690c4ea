;;; emacs-editing.el --- What Emacs sees after a change  -*- lexical-binding: t; -*-

;;; Commentary:

;; Cuts lines of a file off, and puts them right again.  Writes for each whether the groups of words are those of the
;; same text read anew: after the change, and after it was undone.

;;; Code:

(require 'conn-mode)
(require 'json)

(defun emacs-editing-groups ()
  "Return the groups of the words of the buffer."
  (syntax-propertize (point-max))
  (let ((position (point-min)) found)
    (while (< position (point-max))
      (push (cons position (get-text-property position 'conn-mode-group)) found)
      (setq position (next-single-property-change position 'conn-mode-group nil (point-max))))
    found))

(defun emacs-editing-right-p ()
  "Return whether the groups of the buffer are those of its text."
  (let ((text (buffer-substring-no-properties (point-min) (point-max)))
        (groups (emacs-editing-groups)))
    (or (equal groups (with-temp-buffer (insert text) (conn-mode) (emacs-editing-groups)))
        :json-false)))

(setq coding-system-for-write 'utf-8-unix)
(let* ((values (json-read-file (nth 0 command-line-args-left)))
       (result (nth 1 command-line-args-left))
       lines)
  (setq command-line-args-left nil)
  (find-file (aref values 0))
  (emacs-editing-groups)
  (dolist (change (append (aref values 1) nil))
    (goto-char (point-min))
    (forward-line (1- (aref change 0)))
    (forward-char (length (aref change 1)))
    (let ((rest (delete-and-extract-region (point) (line-end-position))))
      (push (json-encode (vector (emacs-editing-right-p)
                                 (progn (insert rest) (emacs-editing-right-p))))
            lines)))
  (set-buffer-modified-p nil)
  (write-region (concat (mapconcat #'identity (reverse lines) "\n") "\n") nil result nil 'quiet))

;;; emacs-editing.el ends here
