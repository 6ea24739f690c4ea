" Types some keys into texts, and writes what becomes of them: a JSON line for each text.
" g:typed holds triples of text, line and keys, g:result where to write; runs under Vim and Neovim.
set nocompatible nomodeline noswapfile encoding=utf-8 viminfo= backspace=indent,eol,start
filetype plugin indent on
syntax on

let s:lines = []
for [s:text, s:line, s:keys] in g:typed
  enew!
  setfiletype conn
  call setline(1, split(s:text, "\n", 1))
  execute s:line
  execute 'normal!' s:keys
  call add(s:lines, json_encode(join(getline(1, '$'), "\n")))
endfor
call writefile(s:lines, g:result)
qall!
