" Writes the group of every character of some files: a JSON line for each file, a list for each of its lines.
" g:files holds the paths, g:result where to write; runs under Vim and Neovim.
set nocompatible nomodeline noswapfile encoding=utf-8 viminfo=
filetype plugin indent on
syntax on

function! Groups(line) abort
  let l:runs = []
  let l:last = ''
  for l:column in range(1, len(getline(a:line)))
    let l:name = synIDattr(synID(a:line, l:column, 0), 'name')
    if l:name !=# l:last
      call add(l:runs, [l:column, l:name])
      let l:last = l:name
    endif
  endfor
  return l:runs
endfunction

" Only in a buffer of its own nothing is remembered of the text before.
let s:lines = []
for s:file in g:files
  execute 'silent edit' fnameescape(s:file)
  call add(s:lines, json_encode(map(range(1, line('$')), 'Groups(v:val)')))
  bwipeout!
endfor
call writefile(s:lines, g:result)
qall!
