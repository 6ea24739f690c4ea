" Indents some files anew and writes them where they are; g:files holds the paths.
set nocompatible nomodeline noswapfile encoding=utf-8 fileformats=unix,dos viminfo=
filetype plugin indent on
syntax on

for s:file in g:files
  execute 'silent edit' fnameescape(s:file)
  silent normal! gg=G
  silent write!
  bwipeout!
endfor
qall!
