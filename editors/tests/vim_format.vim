" Formats g:file with g:keys at g:cursor, in a window of few lines, and writes as JSON lines to g:result: what is said,
" the lines, the word at the cursor and the line of the window it is in, whether the mark at g:marked is still there;
" then the lines once that is undone. Runs under Vim and Neovim.
set nocompatible nomodeline noswapfile viminfo= scrolloff=0 shellredir=>%s\ 2>&1
execute 'set encoding=' . get(g:, 'encoding', 'utf-8')
filetype plugin indent on

execute 'edit ++enc=utf-8' fnameescape(g:file)
resize 5
call cursor(g:marked, 1)
normal! mm
call cursor(g:cursor)
normal! zt
let s:text = getline(1, '$')
let s:marked = getline("'m")
let s:said = execute('normal! ' . g:keys)
let s:now = [split(s:said, "\n"), getline(1, '$'), expand('<cword>'), line('.') - line('w0')]
let s:lines = [json_encode(s:now + [getline("'m") ==# s:marked, &modified])]
if &modified
  silent undo
endif
call add(s:lines, json_encode(getline(1, '$') == s:text))
call writefile(s:lines, g:result)
qall!
