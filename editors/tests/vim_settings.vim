" Opens g:file and writes, as JSON lines to g:result, the file type, what it sets, how blocks fold and what is linked.
set nocompatible nomodeline noswapfile encoding=utf-8 viminfo=
filetype plugin indent on
syntax on

let s:names = ['commentstring', 'comments', 'formatexpr', 'formatprg', 'shiftwidth', 'expandtab', 'indentexpr']
function! Options() abort
  return map(copy(s:names), 'eval("&l:" . v:val)')
endfunction

let s:before = Options()
execute 'edit' fnameescape(g:file)
setlocal foldmethod=syntax
let s:lines = [json_encode([&filetype, Options()])]
call add(s:lines, json_encode(map(range(1, line('$')), 'foldlevel(v:val)')))
call add(s:lines, json_encode(map(copy(g:groups), 'synIDtrans(hlID(v:val)) == synIDtrans(hlID(g:looks[v:key]))')))
let s:indenting = b:undo_indent
set filetype=unknown
call add(s:lines, json_encode(Options() == s:before && exists('b:undo_indent') == 0 && s:indenting !=# ''))
call writefile(s:lines, g:result)
qall!
