" Vim indent file
" Language: conngen (.conn), declarations of pipeline tasks
" Version:  0.1.0
"
" Made by scripts/make_editors.py; a test compares it.
"
" What a line is, its syntax groups tell: an item, its continuation or its doc, something in brackets. The result is
" what `conngen fmt` writes. Without syntax highlighting lines go below those before them.

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal autoindent nolisp nosmartindent
setlocal indentexpr=ConnIndent(v:lnum)
setlocal indentkeys=0{,0},0),0],0\",0',o,O,!^F,0=in,0=if,0=else,0=or,0=and,0=not,0=is
let b:undo_indent = 'setlocal autoindent< indentexpr< indentkeys< lisp< smartindent<'

if exists('*ConnIndent')
  finish
endif
let s:cpo_save = &cpo
set cpo&vim

let s:brackets = '^connInside_'

function! s:Group(line, column) abort
  return synIDattr(synID(a:line, a:column, 0), 'name')
endfunction

function! s:First(line) abort
  return s:Group(a:line, match(getline(a:line), '\S') + 1)
endfunction

" Whether a line begins inside of a string.
function! s:InString(line) abort
  let l:group = s:Group(a:line, 1)
  if l:group =~# '^connPlaceholder_\|^connString_.*\%(Long\|Close\)$'
    return 1
  endif
  return l:group =~# '^connString_\%(.*Open\)\@!' && getline(a:line - 1) =~# '\\$'
        \ && s:Group(a:line - 1, len(getline(a:line - 1))) =~# '^connString_'
endfunction

" The column of the last character of a line that is no comment, 0 if there is none.
function! s:LastColumn(line) abort
  let l:text = getline(a:line)
  let l:column = len(matchstr(l:text, '^.*\S'))
  while l:column > 0 && (l:text[l:column - 1] =~# '\s' || s:Group(a:line, l:column) =~# '^connComment_')
    let l:column -= 1
  endwhile
  return l:column
endfunction

function! s:OpensBlock(line) abort
  let l:column = s:LastColumn(a:line)
  return l:column > 0 && getline(a:line)[l:column - 1] ==# '{' && s:Group(a:line, l:column) ==# 'connBrace_item'
endfunction

" The line at which the item before a line begins or a block ends, 0 if there is none, and whether a block opens there.
function! s:Before(line) abort
  let l:opens = 0
  let l:line = prevnonblank(a:line - 1)
  while l:line > 0
    let l:opens = l:opens || s:OpensBlock(l:line)
    let l:group = s:First(l:line)
    if l:group =~# '_item$' && l:group !~# '^connString_\|^connComment_' && getline(l:line) !~# '^\s*{'
      return [l:line, l:opens]
    endif
    let l:line = prevnonblank(l:line - 1)
  endwhile
  return [0, 0]
endfunction

" How many brackets of expressions are open where a line begins; one that closes there is open.
function! s:Depth(line) abort
  let l:column = match(getline(a:line), '\S') + 1
  let l:names = map(synstack(a:line, max([l:column, 1])), 'synIDattr(v:val, "name")')
  let l:depth = len(filter(copy(l:names), 'v:val =~# s:brackets'))
  if empty(l:names) || l:names[-1] !~# '^connBracket_'
    return l:depth
  endif
  return getline(a:line) =~# '^\s*[])}]' ? 1 : l:depth - (l:depth > 0)
endfunction

function! s:InBrackets(line) abort
  call cursor(a:line, match(getline(a:line), '\S') + 1)
  let l:skip = 's:Group(line("."), col(".")) !~# "^connBracket_"'
  let l:closes = getline(a:line) =~# '^\s*[])}]'
  let l:found = searchpair('[[({]', '', '[])}]', 'bnW', l:skip)
  return l:found > 0 ? indent(l:found) + (l:closes ? 0 : shiftwidth()) : -1
endfunction

" The next line that is no comment; 0 if there is none.
function! s:Next(line) abort
  let l:line = nextnonblank(a:line + 1)
  while l:line > 0 && s:First(l:line) =~# '^connComment_'
    let l:line = nextnonblank(l:line + 1)
  endwhile
  return l:line
endfunction

function! ConnIndent(line) abort
  if !exists('b:current_syntax') || b:current_syntax !=# 'conn'
    return s:Simple(a:line)
  endif
  " While it indents several lines, Vim does not notice that the one before has moved, unless it looks further back.
  call synID(max([a:line - 2, 1]), 1, 0)
  if s:InString(a:line)
    return -1
  endif
  let l:view = winsaveview()
  try
    return s:Depth(a:line) > 0 ? s:InBrackets(a:line) : s:AmongItems(a:line)
  finally
    call winrestview(l:view)
  endtry
endfunction

function! s:AmongItems(line) abort
  let [l:item, l:opens] = s:Before(a:line)
  if l:item == 0
    return 0
  endif
  let l:own = indent(l:item)
  let l:closed = getline(l:item) =~# '^\s*}'
  let l:below = l:own + (l:opens ? shiftwidth() : 0)
  let l:text = getline(a:line)
  if l:text =~# '^\s*$'
    return s:Continues(a:line) ? l:own + shiftwidth() : l:below
  endif
  if s:First(a:line) =~# '^connComment_'
    let l:next = s:Next(a:line)
    if l:next > 0 && s:First(l:next) !~# '_item$'
      return l:own + shiftwidth()
    endif
    if l:next > 0 && getline(l:next) =~# '^\s*{'
      return l:own
    endif
    if l:next > 0 && s:First(l:next) =~# '^connString_' && !l:opens && !l:closed
      return l:own + shiftwidth()
    endif
    " A comment further to the right than the item before it belongs to that one.
    let l:belongs = !l:opens && !l:closed && indent(a:line) > l:own
    return l:below + (l:belongs ? shiftwidth() : 0)
  endif
  if l:text =~# '^\s*}'
    return max([l:below - shiftwidth(), 0])
  endif
  if s:First(a:line) !~# '_item$'
    return l:own + shiftwidth()
  endif
  if l:text =~# '^\s*{'
    return l:own
  endif
  let l:documents = s:First(a:line) =~# '^connString_' && !l:opens && !l:closed
  return l:below + (l:documents ? shiftwidth() : 0)
endfunction

" Whether something has to follow on an empty line: the one before it ends in a comma, a sign or an operator.
function! s:Continues(line) abort
  let l:before = prevnonblank(a:line - 1)
  let l:column = s:LastColumn(l:before)
  while l:before > 0 && l:column == 0
    let l:before = prevnonblank(l:before - 1)
    let l:column = s:LastColumn(l:before)
  endwhile
  if l:before == 0
    return 0
  endif
  return getline(l:before)[l:column - 1] =~# '[,=:+*/%<>|.-]' && s:Group(l:before, l:column) !~# '^connString_'
        \ || s:Group(l:before, l:column) =~# '^connOperator_'
endfunction

function! s:Simple(line) abort
  let l:before = prevnonblank(a:line - 1)
  let l:opens = getline(l:before) =~# '[[({]\s*\%(#.*\)\=$'
  let l:closes = getline(a:line) =~# '^\s*[])}]'
  return max([indent(l:before) + (l:opens - l:closes) * shiftwidth(), 0])
endfunction

let &cpo = s:cpo_save
unlet s:cpo_save
