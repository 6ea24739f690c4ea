" Made by scripts/make_editors.py; a test compares it.
autocmd BufNewFile,BufRead *.conn setfiletype conn
