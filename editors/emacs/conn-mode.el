;;; conn-mode.el --- Major mode for .conn files of conngen  -*- lexical-binding: t; -*-

;; Author: The conngen developers
;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages

;; Made by scripts/make_editors.py from grammar and vocabulary; a test compares it.

;;; Commentary:

;; Colours, indentation, an index and the language server for .conn files, which declare what a pipeline task of the
;; Rubin/LSST middleware reads, writes and can be configured with.
;;
;; What a word is depends on what stands around it, so words are not found by patterns: the text is read item by item
;; while its syntax is determined, and each word gets a text property with its group.  Indentation uses the same
;; properties; it is that of `conngen fmt'.

;;; Code:

(defgroup conn-mode nil
  "Editing .conn files."
  :group 'languages
  :prefix "conn-mode-")

(defcustom conn-mode-indent-offset 4
  "How far a block or a continued line is indented."
  :type 'natnum
  :safe #'natnump)

(defcustom conn-mode-program "conngen"
  "The program that lays files out and is the language server."
  :type 'string)

;;; Faces

(defface conn-mode-placeholder-face '((t :inherit font-lock-preprocessor-face))
  "What is filled into a string, with its braces.")

(defface conn-mode-keyword-face '((t :inherit font-lock-keyword-face))
  "Words that begin an item or hold one together.")

(defface conn-mode-kind-face '((t :inherit font-lock-keyword-face))
  "Kinds of connections.")

(defface conn-mode-operator-face '((t :inherit font-lock-keyword-face))
  "Operators that are words.")

(defface conn-mode-constant-face '((t :inherit font-lock-constant-face))
  "Constants.")

(defface conn-mode-number-face '((t))
  "Numbers.")

(defface conn-mode-class-face '((t :inherit font-lock-type-face))
  "Tasks and classes, where they are declared and as bases.")

(defface conn-mode-connection-face '((t :inherit font-lock-variable-name-face))
  "Connections, where they are declared or left out.")

(defface conn-mode-field-face '((t :inherit font-lock-variable-name-face))
  "Config fields, where they are declared.")

(defface conn-mode-template-face '((t :inherit font-lock-preprocessor-face))
  "Templates, where they are declared.")

(defface conn-mode-dimension-face '((t :inherit font-lock-constant-face))
  "Dimensions.")

(defface conn-mode-type-face '((t :inherit font-lock-type-face))
  "Storage classes and types of config fields.")

(defface conn-mode-flag-face '((t :inherit font-lock-builtin-face))
  "Flags of declarations.")

(defface conn-mode-setting-face '((t :inherit font-lock-variable-name-face))
  "What is assigned to.")

(defface conn-mode-module-face '((t :inherit font-lock-constant-face))
  "Modules of imports.")

(defface conn-mode-name-face '((t))
  "What is imported, and what it is called here.")

(defface conn-mode-function-face '((t :inherit font-lock-function-name-face))
  "What is called.")

(defface conn-mode-variable-face '((t))
  "Other names of expressions.")

(defconst conn-mode--faces
  '((placeholder . conn-mode-placeholder-face)
    (keyword . conn-mode-keyword-face)
    (kind . conn-mode-kind-face)
    (operator . conn-mode-operator-face)
    (constant . conn-mode-constant-face)
    (number . conn-mode-number-face)
    (class . conn-mode-class-face)
    (connection . conn-mode-connection-face)
    (field . conn-mode-field-face)
    (template . conn-mode-template-face)
    (dimension . conn-mode-dimension-face)
    (type . conn-mode-type-face)
    (flag . conn-mode-flag-face)
    (setting . conn-mode-setting-face)
    (module . conn-mode-module-face)
    (name . conn-mode-name-face)
    (function . conn-mode-function-face)
    (variable . conn-mode-variable-face)
    (string . font-lock-string-face))
  "The face of each group of words.")

;;; Words

(defconst conn-mode--kinds
  '("initInput" "initOutput" "prerequisiteInput" "input" "output")
  "Kinds of connections.")

(defconst conn-mode--blocks
  '("task" "connections" "config")
  "Words that begin a block.")

(defconst conn-mode--definitions
  '("template" "dimensions")
  "Words that define a name.")

(defconst conn-mode--flags
  '("multiple" "deprecated" "isCalibration" "deferLoad" "minimum" "deferGraphConstraint" "deferBinding" "lookupFunction" "checkFunction" "single" "suppress" "min" "max" "inclusiveMin" "inclusiveMax" "allowed" "length" "minLength" "maxLength" "check" "itemCheck" "listCheck" "dictCheck" "keyCheck" "multi" "raises")
  "What is said of a declaration behind a comma.")

(defconst conn-mode--operators
  '("in" "if" "else" "or" "and" "not" "is")
  "Operators that are words.")

(defconst conn-mode--constants
  '("None" "True" "False")
  "Constants.")

(defconst conn-mode--statements
  '("when" "require" "for" "in" "del" "from" "import" "as")
  "Words of the grammar itself, but for those of expressions.")

(defconst conn-mode--name
  "[[:alpha:]_[:nonascii:]][[:alnum:]_[:nonascii:]]*"
  "A name.")

(defconst conn-mode--number
  "0[xX][0-9a-fA-F_]+\\|\\(?:[0-9][0-9_]*\\(?:\\.[0-9_]*\\)?\\|\\.[0-9][0-9_]*\\)\\(?:[eE][+-]?[0-9]+\\)?"
  "A number.")

(defconst conn-mode--assign
  "\\(?:\\+=\\|-=\\||=\\)\\|="
  "The sign of an assignment.")

(defconst conn-mode--sign
  "\\(?:==\\|!=\\|<=\\|>=\\|<\\|>\\)\\|\\*\\*\\|\\(?://\\|/\\|%\\)\\|[-+*]"
  "An operator that is no word.")

(defconst conn-mode--edition "edition"
  "The word before the number of the edition of the language.")

(defconst conn-mode--field
  "{[[:alpha:]_[:nonascii:]][[:alnum:]_.[:nonascii:]]*}"
  "What is filled into a name.")

(defconst conn-mode--escape
  "\\\\\\(?:N{[^}]*}\\|[^{]\\)"
  "A character by its name or its number, or one that means itself.")

(defconst conn-mode--filled
  (concat "\\(?:" conn-mode--name "\\|\\(?:" conn-mode--field "\\)+[[:alnum:]_[:nonascii:]]\\)"
          "[[:alnum:]_[:nonascii:]]*\\(?:" conn-mode--field "[[:alnum:]_[:nonascii:]]*\\)*")
  "A name, or one in which something is filled in.")

(defconst conn-mode--fields
  (concat "\\(\\(?:" conn-mode--field "\\)+\\)[ \t]*:")
  "A name of which everything is filled in.")

;;; Reading words

(defun conn-mode--mark (start end group)
  "Let what is between START and END belong to GROUP."
  (when group
    (put-text-property start end 'conn-mode-group group)))

(defun conn-mode--skip ()
  "Move over white space and comments."
  (while (progn (skip-chars-forward " \t\r\n\f")
                (eq (char-after) ?#))
    (end-of-line)))

(defmacro conn-mode--ahead (&rest body)
  "Evaluate BODY behind white space and comments, and come back."
  `(save-excursion (conn-mode--skip) ,@body))

(defun conn-mode--name-end ()
  "Return where the name at point ends, nil if there is none."
  (cond ((looking-at conn-mode--fields) (match-end 1))
        ((looking-at conn-mode--filled) (match-end 0))))

(defun conn-mode--word (&optional plain)
  "Return the name at point, nil if there is none.
If PLAIN, leave out what is filled in."
  (if plain
      (and (looking-at conn-mode--name) (match-string-no-properties 0))
    (let ((end (conn-mode--name-end)))
      (and end (buffer-substring-no-properties (point) end)))))

(defun conn-mode--take (group &optional plain)
  "Move over a name of GROUP; if PLAIN, over one with nothing filled in."
  (let ((word (conn-mode--word plain)))
    (when word
      (conn-mode--mark (point) (+ (point) (length word)) group)
      (forward-char (length word))
      (conn-mode--skip)
      word)))

(defun conn-mode--take-word (word group)
  "Move over WORD, which is of GROUP, if it is there."
  (when (equal (conn-mode--word t) word)
    (conn-mode--take group t)))

(defun conn-mode--take-sign (pattern)
  "Move over what matches PATTERN, if it does."
  (when (looking-at pattern)
    (goto-char (match-end 0))
    (conn-mode--skip)
    t))

(defun conn-mode--reserved (word)
  "Return the group that WORD has wherever it stands."
  (cond ((member word conn-mode--operators) 'operator)
        ((member word conn-mode--constants) 'constant)
        ((member word conn-mode--statements) 'keyword)))

(defun conn-mode--assigns-p ()
  "Return whether an assignment is at point."
  (and (looking-at conn-mode--assign) (not (looking-at "=="))))

(defun conn-mode--begins-p ()
  "Return whether an item begins at point, whatever is missing before it."
  (let ((word (conn-mode--word t)))
    (and (or (member word conn-mode--kinds)
             (member word conn-mode--definitions)
             (member word conn-mode--blocks))
         (save-excursion
           (forward-char (length word))
           (let ((end (and (> (skip-chars-forward " \t") 0) (conn-mode--name-end))))
             (and end
                  (progn (goto-char end) (skip-chars-forward " \t")
                         (looking-at (cond ((member word conn-mode--kinds) "[:=]")
                                           ((member word conn-mode--definitions) "=[^=]")
                                           (t "[[({]"))))))))))

(defun conn-mode--ends-p (closing)
  "Return whether brackets end at point, though CLOSING is missing."
  (or (eq (char-after) ?})
      (conn-mode--begins-p)
      (and (/= closing ?})
           (looking-at (concat conn-mode--name ":[ \t]+" conn-mode--name))
           (save-excursion (skip-chars-backward " \t") (bolp)))))

(defun conn-mode--free-p (&optional flag)
  "Return whether the name at point begins no item; a FLAG may have a value."
  (let ((end (conn-mode--name-end)))
    (and end
         (not (conn-mode--begins-p))
         (not (save-excursion
                (goto-char end)
                (conn-mode--skip)
                (or (eq (char-after) ?:)
                    (and (not flag) (conn-mode--assigns-p))))))))

;;; Reading strings

(defun conn-mode--fence (position)
  "Let the character at POSITION begin or end a string."
  (put-text-property position (1+ position) 'syntax-table (string-to-syntax "|")))

(defun conn-mode--string-p ()
  "Return whether a string is at point."
  (looking-at "[fFrR]?[\"']"))

(defun conn-mode--string (&optional dataset)
  "Move over the string at point.
If it is the name of a DATASET, templates are filled in."
  (let* ((start (point))
         (formatted (memq (char-after) '(?f ?F)))
         (quotes (progn (skip-chars-forward "fFrR" (1+ start)) (point))))
    (conn-mode--mark start quotes 'string)
    (if (looking-at "\"\"\"\\|'''")
        (conn-mode--long-string (match-string-no-properties 0))
      (conn-mode--short-string (char-after)))
    (let ((end (point)))
      (cond (formatted (conn-mode--fill-in quotes end))
            (dataset (conn-mode--templates quotes end (< start quotes))))
      (goto-char end)
      (conn-mode--skip))))

(defun conn-mode--long-string (mark)
  "Move over a string, each end of which is MARK."
  (conn-mode--fence (point))
  (forward-char 3)
  (let (found)
    (while (and (not found) (re-search-forward (concat "\\\\\\(?:.\\|\n\\)\\|" mark) nil 'move))
      (setq found (not (eq (char-after (match-beginning 0)) ?\\)))
      (when found
        (conn-mode--fence (1- (point)))))))

(defun conn-mode--short-string (mark)
  "Move over a string, each end of which is the character MARK.
One that is not closed ends with its line."
  (let ((start (point)))
    (forward-char)
    (while (progn (skip-chars-forward (format "^\\\\\n%c" mark))
                  (eq (char-after) ?\\))
      (forward-char (if (eobp) 0 (min 2 (- (point-max) (point))))))
    (if (eq (char-after) mark)
        (forward-char)
      (conn-mode--fence start)
      (unless (eobp)
        (conn-mode--fence (point))))))

(defun conn-mode--fill-in (start end)
  "Mark the outermost braces between START and END.
Doubled ones stand for a brace."
  (let ((depth 0) opened)
    (goto-char start)
    (while (< (point) end)
      (cond ((and (= depth 0) (looking-at conn-mode--escape)) (goto-char (1- (match-end 0))))
            ((and (= depth 0) (looking-at "{{\\|}}")) (forward-char))
            ((eq (char-after) ?{)
             (when (= depth 0) (setq opened (point)))
             (setq depth (1+ depth)))
            ((and (eq (char-after) ?}) (> depth 0))
             (setq depth (1- depth))
             (when (= depth 0)
               (conn-mode--mark opened (1+ (point)) 'placeholder))))
      (forward-char))))

(defun conn-mode--templates (start end raw)
  "Mark the templates between START and END.
In a RAW string a backslash is nothing more."
  (goto-char start)
  (while (re-search-forward (concat (if raw "" (concat conn-mode--escape "\\|"))
                                    "{{\\|}}\\|\\(" conn-mode--field "\\)")
                            end t)
    (when (match-beginning 1)
      (conn-mode--mark (match-beginning 1) (match-end 1) 'placeholder))))

;;; Reading expressions

(defun conn-mode--inside (closing &optional group)
  "Move over what is in brackets, from the opening one to CLOSING.
Every name is of GROUP, if that is given."
  (forward-char)
  (conn-mode--skip)
  (while (not (or (eobp)
                  (eq (char-after) closing)
                  (conn-mode--ends-p closing)))
    (conn-mode--part group)
    (conn-mode--skip))
  (when (eq (char-after) closing)
    (forward-char)
    (conn-mode--skip)))

(defun conn-mode--part (group)
  "Move over one part of what is in brackets.
A name is of GROUP, if that is given."
  (let ((reserved (and (not (conn-mode--string-p))
                       (let ((word (conn-mode--word)))
                         (or (car (member word conn-mode--operators))
                             (car (member word conn-mode--constants)))))))
    (cond ((conn-mode--string-p) (conn-mode--string))
          (reserved (conn-mode--take (conn-mode--reserved reserved)))
          ((conn-mode--name-end) (conn-mode--value-name group))
          ((looking-at conn-mode--number) (conn-mode--number))
          ((memq (char-after) '(?\( ?\[ ?{)) (conn-mode--brackets group))
          (t (forward-char)))))

(defun conn-mode--brackets (&optional group)
  "Move over the brackets at point.
Every name in them is of GROUP, if that is given."
  (conn-mode--inside (cdr (assq (char-after) '((?\( . ?\)) (?\[ . ?\]) (?{ . ?})))) group))

(defun conn-mode--number ()
  "Move over a number."
  (looking-at conn-mode--number)
  (conn-mode--mark (point) (match-end 0) 'number)
  (goto-char (match-end 0))
  (conn-mode--skip))

(defun conn-mode--value-name (group)
  "Move over a name in an expression; it is of GROUP, if that is given."
  (let ((end (conn-mode--name-end)))
    (conn-mode--take (cond (group)
                           ((save-excursion (goto-char end) (conn-mode--skip) (eq (char-after) ?\())
                            'function)
                           ('variable)))))

(defun conn-mode--expression (&optional role)
  "Move over an expression.
Names in a list are dimensions if ROLE is `dimensions'; a string is the
name of a dataset if it is `dataset'."
  (let ((here role) (more t))
    (while (and more (conn-mode--operand here))
      (setq more (conn-mode--go-on)
            here (and (eq more 'else) role)))))

(defun conn-mode--operand (role)
  "Move over an operand with what stands before it.
For ROLE see `conn-mode--expression'."
  (while (or (conn-mode--take-word "not" 'operator) (conn-mode--take-sign "-"))
    (setq role nil))
  (cond ((eobp) nil)
        ((conn-mode--string-p)
         (conn-mode--string (and (eq role 'dataset) (conn-mode--dataset-name-p)))
         t)
        ((member (conn-mode--word) conn-mode--constants) (conn-mode--take 'constant) t)
        ((conn-mode--free-p) (conn-mode--value-name nil) t)
        ((conn-mode--name-end) nil)
        ((looking-at conn-mode--number) (conn-mode--number) t)
        ((and (eq role 'dimensions) (eq (char-after) ?\[)) (conn-mode--list) t)
        ((and (eq role 'dimensions) (eq (char-after) ?\())
         (forward-char)
         (conn-mode--skip)
         (conn-mode--expression role)
         (conn-mode--take-sign ")")
         t)
        ((memq (char-after) '(?\( ?\[ ?{)) (conn-mode--brackets) t)))

(defun conn-mode--list ()
  "Move over a list of dimensions, unless it is the operand of something."
  (let ((start (point)))
    (conn-mode--brackets 'dimension)
    (when (or (looking-at conn-mode--sign)
              (memq (char-after) '(?. ?\[ ?\())
              (and (member (conn-mode--word t) conn-mode--operators)
                   (not (member (conn-mode--word t) '("if" "else")))))
      (remove-text-properties start (point) '(conn-mode-group nil))
      (goto-char start)
      (conn-mode--brackets))))

(defun conn-mode--go-on ()
  "Move over what follows an operand, up to the next one.
Return nil if there is none, `else' if it is one of several to choose from."
  (while (cond ((memq (char-after) '(?\( ?\[)) (conn-mode--brackets) t)
               ((eq (char-after) ?.)
                (conn-mode--take-sign "\\.")
                (and (conn-mode--word t) (progn (conn-mode--value-name nil) t)))))
  (let ((word (conn-mode--word t)))
    (cond ((equal word "else") (conn-mode--take 'operator t) 'else)
          ((equal word "not") (conn-mode--take 'operator t) (conn-mode--take-word "in" 'operator))
          ((member word conn-mode--operators) (conn-mode--take 'operator t))
          ((looking-at "[-+]=") nil)
          ((conn-mode--take-sign conn-mode--sign) t))))

(defun conn-mode--dataset-name-p ()
  "Return whether a string that is a whole value is at point."
  (and (looking-at "[rR]?[\"']")
       (save-excursion
         (conn-mode--string)
         (not (or (looking-at conn-mode--sign)
                  (memq (char-after) '(?. ?\[ ?\())
                  (and (member (conn-mode--word t) conn-mode--operators)
                       (not (member (conn-mode--word t) '("if" "else")))))))))

;;; Reading items

(defun conn-mode--item ()
  "Move over what begins at point.
That is an item up to its doc, a doc, or a brace of a block."
  (let ((start (point)) (word (conn-mode--word t)))
    (cond ((conn-mode--string-p)
           (put-text-property start (1+ start) 'conn-mode-item 'doc)
           (conn-mode--string))
          (word
           (put-text-property start (1+ start) 'conn-mode-item 'item)
           (conn-mode--item-of word))
          ((looking-at conn-mode--number) (conn-mode--number))
          (t
           (when (memq (char-after) '(?{ ?}))
             (put-text-property start (1+ start) 'conn-mode-item (if (eq (char-after) ?{) 'open 'close)))
           (forward-char)
           (conn-mode--skip)))))

(defun conn-mode--item-of (word)
  "Move over the item that begins with WORD."
  (let ((next (save-excursion
                (forward-char (length word))
                (conn-mode--skip)
                (cond ((eq (char-after) ?:) 'field)
                      ((conn-mode--name-end) 'two)
                      ((or (memq (char-after) '(?. ?\[)) (conn-mode--assigns-p)) 'setting)
                      ((memq (char-after) '(?\( ?{)) 'block)
                      ((looking-at conn-mode--number) 'edition)))))
    (cond ((and (member word '("when" "require")) (not (eq next 'field)))
           (conn-mode--take 'keyword t)
           (conn-mode--expression)
           (conn-mode--flags))
          ((equal word "for") (conn-mode--loop))
          ((equal word "del") (conn-mode--removal))
          ((equal word "from") (conn-mode--from))
          ((equal word "import") (conn-mode--import))
          ((eq next 'field) (conn-mode--take 'field t) (conn-mode--typed 'type))
          ((eq next 'setting) (conn-mode--setting))
          ((eq next 'two) (conn-mode--named word))
          ((and (eq next 'block) (member word conn-mode--blocks))
           (conn-mode--take 'keyword t)
           (conn-mode--head))
          ((and (eq next 'block) (not (conn-mode--reserved word)))
           (conn-mode--take nil t)
           (conn-mode--head))
          ((and (eq next 'edition) (equal word conn-mode--edition)) (conn-mode--take 'keyword t))
          (t (conn-mode--take (conn-mode--reserved word) t)))))

(defun conn-mode--named (word)
  "Move over the item that begins with WORD and a name."
  (let ((next (save-excursion
                (forward-char (length word))
                (conn-mode--skip)
                (goto-char (conn-mode--name-end))
                (conn-mode--skip)
                (cond ((eq (char-after) ?:) 'declaration)
                      ((looking-at "=[^=]\\|=\\'") 'definition)
                      ((memq (char-after) '(?\( ?\[ ?{)) 'block))))
        (kind (member word conn-mode--kinds))
        (definition (member word conn-mode--definitions))
        (block (member word conn-mode--blocks))
        (other (conn-mode--reserved word)))
    (cond ((or (eq next 'declaration) (and kind (not next)))
           (conn-mode--take (if kind 'kind other) t)
           (conn-mode--take 'connection)
           (conn-mode--typed 'dimension))
          ((or (eq next 'definition) (and definition (not next)))
           (conn-mode--take (cond (definition 'keyword) (kind 'kind) (other)) t)
           (conn-mode--take (if (equal word "dimensions") 'dimension 'template))
           (when (conn-mode--take-sign "=")
             (conn-mode--expression (and (equal word "dimensions") 'dimensions))
             (conn-mode--flags)))
          ((or (eq next 'block) (and block (not next)))
           (conn-mode--take (if block 'keyword other) t)
           (conn-mode--take 'class)
           (conn-mode--head))
          (t (conn-mode--take other t)))))

(defun conn-mode--typed (arguments)
  "Move over what is declared, from its colon on.
Names in the brackets of its type are of the group ARGUMENTS."
  (when (conn-mode--take-sign ":")
    (conn-mode--type arguments)
    (when (and (conn-mode--assigns-p) (conn-mode--take-sign "="))
      (conn-mode--expression (and (eq arguments 'dimension) 'dataset)))
    (conn-mode--flags)))

(defun conn-mode--type (arguments)
  "Move over a type; names in its brackets are of the group ARGUMENTS."
  (if (eq (char-after) ?{)
      (conn-mode--brackets)
    (while (and (conn-mode--word t)
                (conn-mode--free-p t)
                (conn-mode--take 'type t)
                (conn-mode--take-sign "\\."))))
  (when (eq (char-after) ?\[)
    (conn-mode--arguments ?\] arguments))
  (when (and (looking-at "|[^=]") (conn-mode--take-sign "|"))
    (conn-mode--take-word "None" 'constant)))

(defun conn-mode--arguments (closing group)
  "Move over names of GROUP in brackets, from the opening one to CLOSING."
  (forward-char)
  (conn-mode--skip)
  (while (not (or (eobp) (eq (char-after) closing) (conn-mode--ends-p closing)))
    (cond ((conn-mode--string-p) (conn-mode--string))
          ((conn-mode--name-end) (conn-mode--take group))
          ((eq (char-after) ?{) (conn-mode--brackets))
          ((eq (char-after) ?\[) (conn-mode--arguments ?\] group))
          ((conn-mode--take-sign "|") (conn-mode--take-word "None" 'constant))
          (t (forward-char)))
    (conn-mode--skip))
  (when (eq (char-after) closing)
    (conn-mode--take-sign "[])]")))

(defun conn-mode--flags ()
  "Move over what stands behind commas."
  (while (conn-mode--take-sign ",")
    (let ((word (conn-mode--word t)))
      (when (and word (conn-mode--free-p t))
        (if (equal word "when")
            (progn (conn-mode--take 'keyword t)
                   (conn-mode--expression))
          (conn-mode--take (and (member word conn-mode--flags) 'flag) t)
          (when (and (conn-mode--assigns-p) (conn-mode--take-sign "="))
            (conn-mode--expression)))))))

(defun conn-mode--head ()
  "Move over the head of a block, from what follows its name on."
  (when (eq (char-after) ?\[)
    (conn-mode--arguments ?\] 'dimension))
  (when (eq (char-after) ?\()
    (conn-mode--arguments ?\) 'class)))

(defun conn-mode--setting ()
  "Move over an assignment."
  (let ((last (conn-mode--take 'setting t)) role)
    (setq role (and (equal last "dimensions") 'dimensions))
    (while (cond ((conn-mode--take-sign "\\.")
                  (setq last (conn-mode--take 'setting t)
                        role (cdr (assoc last '(("dimensions" . dimensions) ("name" . dataset)))))
                  last)
                 ((eq (char-after) ?\[) (conn-mode--brackets) (setq role nil) t)))
    (when (and (conn-mode--assigns-p) (conn-mode--take-sign conn-mode--assign))
      (conn-mode--expression role)
      (conn-mode--flags))))

(defun conn-mode--loop ()
  "Move over the head of a loop."
  (conn-mode--take 'keyword t)
  (conn-mode--take 'variable t)
  (when (conn-mode--take-word "in" 'keyword)
    (conn-mode--expression)))

(defun conn-mode--removal ()
  "Move over the names of what is left out."
  (conn-mode--take 'keyword t)
  (conn-mode--take 'connection t)
  (while (conn-mode--take-sign ",")
    (cond ((conn-mode--take-word "when" 'keyword) (conn-mode--expression))
          ((conn-mode--free-p t) (conn-mode--take 'connection t)))))

(defun conn-mode--from ()
  "Move over an import of names."
  (conn-mode--take 'keyword t)
  (conn-mode--take-sign "\\.+")
  (while (and (not (equal (conn-mode--word t) "import"))
              (conn-mode--take 'module t)
              (conn-mode--take-sign "\\.")))
  (when (conn-mode--take-word "import" 'keyword)
    (let ((enclosed (conn-mode--take-sign "(")))
      (conn-mode--alias)
      (while (and (conn-mode--take-sign ",") (conn-mode--free-p t))
        (conn-mode--alias))
      (when enclosed
        (conn-mode--take-sign ")")))))

(defun conn-mode--alias ()
  "Move over an imported name and what it is called here."
  (when (conn-mode--take 'name t)
    (when (conn-mode--take-word "as" 'keyword)
      (conn-mode--take 'name t))))

(defun conn-mode--import ()
  "Move over an import of a module."
  (conn-mode--take 'keyword t)
  (while (and (conn-mode--take 'module t) (conn-mode--take-sign "\\.")))
  (when (conn-mode--take-word "as" 'keyword)
    (conn-mode--take 'name t)))

;;; Properties

(defun conn-mode--item-before (position &optional kinds)
  "Return where the last item, doc or brace before POSITION begins.
With KINDS only one of these counts; nil if there is none."
  (let (found)
    (while (and (not found)
                (setq position (previous-single-property-change position 'conn-mode-item)))
      (let ((kind (get-text-property position 'conn-mode-item)))
        (when (and kind (or (not kinds) (memq kind kinds)))
          (setq found position))))
    (or found
        (let ((kind (get-text-property (point-min) 'conn-mode-item)))
          (and position kind (or (not kinds) (memq kind kinds)) (point-min))))))

(defun conn-mode--extend (start end)
  "Let what is read anew begin with an item before START; END stays."
  (let ((from (save-excursion (goto-char start) (line-beginning-position))))
    (dotimes (_ 2)
      (setq from (or (conn-mode--item-before from) (point-min))))
    (and (< from start) (cons from end))))

(defun conn-mode--propertize (start end)
  "Read the items between START and END, and note what their words are."
  (remove-text-properties start end '(conn-mode-group nil conn-mode-item nil))
  (goto-char start)
  (save-match-data
    (conn-mode--skip)
    (while (< (point) end)
      (conn-mode--item))))

(defun conn-mode--match (limit)
  "Find the next stretch of text before LIMIT that has a group."
  (let ((start (point)))
    (unless (get-text-property start 'conn-mode-group)
      (setq start (next-single-property-change start 'conn-mode-group nil limit)))
    (when (< start limit)
      (let ((end (next-single-property-change start 'conn-mode-group nil limit)))
        (set-match-data (list start end))
        (goto-char end)))))

(defun conn-mode--face ()
  "Return the face of what was found."
  (cdr (assq (get-text-property (match-beginning 0) 'conn-mode-group) conn-mode--faces)))

(defun conn-mode--extend-after-change (start end _length)
  "Return what has new colours when the text between START and END has changed.
That is the item before it, too."
  (save-excursion
    (cons (or (conn-mode--item-before (progn (goto-char start) (line-beginning-position))) (point-min))
          (progn (goto-char end) (line-beginning-position 2)))))

;;; Indentation

(defun conn-mode--indentation-at (position)
  "Return the indentation of the line of POSITION."
  (save-excursion (goto-char position) (current-indentation)))

(defun conn-mode--open (state item)
  "Return the innermost of the brackets that are open in STATE.
Those of something broken before ITEM do not count."
  (let ((open (reverse (nth 9 state))))
    (while (and open
                (< (car open) (or item (point-min)))
                (not (eq (get-text-property (car open) 'conn-mode-item) 'open)))
      (setq open (cdr open)))
    (car open)))

(defun conn-mode--indentation ()
  "Return how far the line at point is to be indented, nil to leave it."
  (save-excursion
    (beginning-of-line)
    (syntax-propertize (line-end-position))
    (let* ((state (syntax-ppss))
           (item (conn-mode--item-before (point) '(item)))
           (open (conn-mode--open state item)))
      (skip-chars-forward " \t")
      (cond ((nth 3 state) nil)
            ((and open (not (eq (get-text-property open 'conn-mode-item) 'open)))
             (+ (conn-mode--indentation-at open)
                (if (looking-at "[])}]") 0 conn-mode-indent-offset)))
            (t (conn-mode--indentation-of-item open item))))))

(defun conn-mode--indentation-of-item (open item)
  "Return the indentation of a line that is in no bracket but those of blocks.
OPEN is the brace of the innermost block, ITEM where the item before begins."
  (let* ((head (and open (conn-mode--item-before open '(item))))
         (outside (if head (conn-mode--indentation-at head) 0))
         (below (if open (+ outside conn-mode-indent-offset) 0))
         (before (conn-mode--item-before (point) '(item open close)))
         (behind (and before (eq (get-text-property before 'conn-mode-item) 'item)))
         (own (if item (conn-mode--indentation-at item) 0))
         (further (+ own conn-mode-indent-offset)))
    (pcase (get-text-property (point) 'conn-mode-item)
      ('item below)
      ('close outside)
      ('open own)
      ('doc (if behind further below))
      (_ (cond ((eolp) (if (and behind (conn-mode--continues-p)) further below))
               ((eq (char-after) ?#)
                (conn-mode--indentation-of-comment below own behind))
               (behind further)
               (t below))))))

(defun conn-mode--indentation-of-comment (below own behind)
  "Return the indentation of the comment at point, mostly that of what follows.
BELOW is the indentation of an item, OWN that of the item before; BEHIND tells
that this is no block."
  (let* ((further (+ own conn-mode-indent-offset))
         (belongs (and behind (> (current-indentation) own)))
         (next (conn-mode--ahead (syntax-propertize (line-end-position))
                                 (cons (eobp) (get-text-property (point) 'conn-mode-item)))))
    (cond ((eq (cdr next) 'open) own)
          ((and behind (or (eq (cdr next) 'doc) (not (or (car next) (cdr next))))) further)
          (belongs further)
          (t below))))

(defun conn-mode--continues-p ()
  "Return whether something has to follow on an empty line.
Then the one before it ends in a sign or an operator."
  (save-excursion
    (forward-comment (- (point)))
    (or (and (memq (char-before) '(?, ?= ?: ?+ ?* ?/ ?% ?< ?> ?| ?. ?-))
             (not (nth 3 (syntax-ppss (1- (point))))))
        (and (> (point) (point-min))
             (eq (get-text-property (1- (point)) 'conn-mode-group) 'operator)))))

(defun conn-mode-indent-line ()
  "Indent the line at point as the formatter does."
  (interactive)
  (let ((indentation (conn-mode--indentation)))
    (if (not indentation)
        'noindent
      (if (<= (current-column) (current-indentation))
          (indent-line-to indentation)
        (save-excursion (indent-line-to indentation))))))

;;; Commands

(defun conn-mode-format-buffer ()
  "Lay out the buffer with `conngen fmt'."
  (interactive)
  (let ((source (current-buffer)))
    (with-temp-buffer
      (let ((target (current-buffer)))
        (with-current-buffer source
          (if (eq 0 (call-process-region nil nil conn-mode-program nil (list target nil) nil "fmt" "-"))
              (replace-buffer-contents target)
            (message "What can't be read stays as it is; `conngen check' tells what that is")))))))

(defun conn-mode--beginning-of-defun (&optional count)
  "Move to the beginning of a block, COUNT blocks before this one."
  (re-search-backward (concat "^" (regexp-opt conn-mode--blocks 'symbols)) nil 'move (or count 1)))

(defun conn-mode--end-of-defun ()
  "Move to the end of the block at the top of the file."
  (re-search-forward "^[^ \t\n].*}\\|^}" nil 'move))

(defvar conn-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?' "\"" table)
    (modify-syntax-entry ?_ "_" table)
    (dolist (sign '(?+ ?- ?* ?/ ?% ?< ?> ?= ?| ?& ?. ?!))
      (modify-syntax-entry sign "." table))
    table)
  "Syntax of characters in .conn files.")

(defvar conn-mode--index
  `(("Task" ,(concat "^[ \t]*\\(?:task\\|connections\\|config\\)[ \t]+\\(" conn-mode--name "\\)[ \t]*[[({]") 1)
    ("Template" ,(concat "^[ \t]*template[ \t]+\\(" conn-mode--name "\\)[ \t]*=") 1)
    ("Connection" ,(concat "^[ \t]*" (regexp-opt conn-mode--kinds t) "[ \t]+\\(" conn-mode--filled "\\)[ \t]*:") 2)
    ("Field" ,(concat "^[ \t]*\\(" conn-mode--name "\\)[ \t]*:") 1))
  "What the index of a file lists.")

;;;###autoload
(define-derived-mode conn-mode prog-mode "Conn"
  "Major mode for .conn files of conngen."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+[ \t]*")
  (setq-local comment-end "")
  (setq-local parse-sexp-ignore-comments t)
  (setq-local parse-sexp-lookup-properties t)
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'conn-mode-indent-line)
  (setq-local electric-indent-chars (append '(?{ ?} ?\( ?\) ?\[ ?\] ?\" ?') electric-indent-chars))
  (setq-local imenu-generic-expression conn-mode--index)
  (setq-local imenu-case-fold-search nil)
  (setq-local beginning-of-defun-function #'conn-mode--beginning-of-defun)
  (setq-local end-of-defun-function #'conn-mode--end-of-defun)
  (setq-local syntax-propertize-function #'conn-mode--propertize)
  (add-hook 'syntax-propertize-extend-region-functions #'conn-mode--extend nil t)
  (setq-local font-lock-extend-after-change-region-function #'conn-mode--extend-after-change)
  (setq-local font-lock-defaults '(((conn-mode--match 0 (conn-mode--face) t)) nil nil)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.conn\\'" . conn-mode))

(defvar eglot-server-programs)
;;;###autoload
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(conn-mode . ("conngen" "lsp"))))

(provide 'conn-mode)
;;; conn-mode.el ends here
