" Vim file type plugin
" Language: conngen (.conn), declarations of pipeline tasks
" Version:  0.1.0
"
" Made by scripts/make_editors.py; a test compares it.

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1
let s:cpo_save = &cpo
set cpo&vim

setlocal comments=:# commentstring=#\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal formatprg=conngen\ fmt\ -
setlocal iskeyword=@,48-57,_,192-255
setlocal suffixesadd=.conn,.py
setlocal expandtab shiftwidth=4 softtabstop=4

let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions< formatprg< iskeyword< suffixesadd<'
      \ . ' expandtab< shiftwidth< softtabstop<'

" :set foldmethod=syntax folds blocks.

let &cpo = s:cpo_save
unlet s:cpo_save
