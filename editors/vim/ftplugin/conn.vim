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
setlocal formatexpr=ConnFormat()
setlocal formatoptions-=t formatoptions+=croql
setlocal iskeyword=@,48-57,_,192-255
setlocal suffixesadd=.conn,.py
setlocal expandtab shiftwidth=4 softtabstop=4
" Lines as long as they are: what follows one depends on what stands at its end.
setlocal synmaxcol=0

let b:undo_ftplugin = 'setlocal comments< commentstring< formatexpr< formatoptions< iskeyword< suffixesadd<'
      \ . ' expandtab< shiftwidth< softtabstop< synmaxcol<'

" :set foldmethod=syntax folds blocks.

if exists('*ConnFormat')
  let &cpo = s:cpo_save
  unlet s:cpo_save
  finish
endif

" Lets conngen format the whole file, whatever the motion: a part of one can't be read. gw fills comments.
function! ConnFormat() abort
  if mode() =~# '^[iR]'
    return 1
  endif
  " Anything but 0 would let Vim format lines in its own way.
  try
    call s:Format()
  catch
    call s:Say('ErrorMsg', 'conn: ' . substitute(v:exception, '^Vim\%((\a\+)\)\=:', '', ''))
  endtry
  return 0
endfunction

function! s:Format() abort
  let l:command = ['conngen', 'fmt', '-']
  if !executable(l:command[0])
    return s:Say('ErrorMsg', 'conn: not formatted, as `conngen` was not found on the PATH')
  endif
  if bufname('%') =~# '\.conn$'
    call add(l:command, '--stdin-filename=' . fnamemodify(bufname('%'), ':p'))
  endif
  let l:before = [bufnr('%'), b:changedtick]
  let [l:status, l:lines, l:messages] = has('nvim') ? s:RunInNeovim(l:command) : s:RunInVim(l:command)
  if l:status == 0 && l:before == [bufnr('%'), b:changedtick]
    call s:Replace(empty(l:lines) ? [''] : l:lines)
  endif
  let l:message = get(filter(l:messages, 'v:val =~# "\\S"'), 0, '')
  if l:message !=# '' || l:status != 0
    let l:message = l:message !=# '' ? l:message : 'conn: not formatted, as `conngen` ended with ' . l:status
    call s:Say(l:status == 0 ? 'WarningMsg' : 'ErrorMsg', substitute(l:message, '\r$', '', ''))
  endif
endfunction

function! s:Say(highlighting, message) abort
  redraw
  execute 'echohl' a:highlighting
  echomsg a:message
  echohl None
endfunction

" Both run a command with the file as its input, without a shell, and return its status, output and messages, as lines.
function! s:RunInNeovim(command) abort
  let l:job = {'stdout_buffered': 1, 'stderr_buffered': 1}
  let l:id = jobstart(a:command, l:job)
  try
    call chansend(l:id, getline(1, '$') + [''])
    call chanclose(l:id, 'stdin')
    let l:status = jobwait([l:id])[0]
  finally
    call jobstop(l:id)
  endtry
  let l:output = get(l:job, 'stdout', [''])
  return [l:status, l:output[-1] ==# '' ? l:output[:-2] : l:output, get(l:job, 'stderr', [])]
endfunction

function! s:RunInVim(command) abort
  let [l:input, l:output, l:messages] = [tempname(), tempname(), tempname()]
  call writefile(map(getline(1, '$'), 'iconv(v:val, &encoding, "utf-8")'), l:input)
  let l:files = {'in_name': l:input, 'out_name': l:output, 'err_name': l:messages}
  let l:job = job_start(a:command, extend({'in_io': 'file', 'out_io': 'file', 'err_io': 'file'}, l:files))
  try
    while job_status(l:job) ==# 'run'
      sleep 10m
    endwhile
    let l:found = map([l:output, l:messages], 'filereadable(v:val) ? readfile(v:val) : []')
    call map(l:found, 'map(v:val, ''iconv(v:val, "utf-8", &encoding)'')')
    return [job_info(l:job).exitval] + l:found
  finally
    call job_stop(l:job)
    call map([l:input, l:output, l:messages], 'delete(v:val)')
  endtry
endfunction

" Puts lines in the place of all, but touches only what is between the first and the last that differ.
function! s:Replace(lines) abort
  let l:old = getline(1, '$')
  let [l:head, l:tail, l:least] = [0, 0, min([len(l:old), len(a:lines)])]
  while l:head < l:least && l:old[l:head] ==# a:lines[l:head]
    let l:head += 1
  endwhile
  while l:tail < l:least - l:head && l:old[-1 - l:tail] ==# a:lines[-1 - l:tail]
    let l:tail += 1
  endwhile
  let l:last = len(l:old) - l:tail
  let l:new = l:head + l:tail < len(a:lines) ? a:lines[l:head : len(a:lines) - l:tail - 1] : []
  let l:more = len(a:lines) - len(l:old)
  let l:view = s:Moved(winsaveview(), l:head, l:last, l:new, l:more)
  if l:more > 0
    call append(l:last, repeat([''], l:more))
  elseif l:more < 0
    silent call deletebufline('%', l:last + l:more + 1, l:last)
  endif
  for l:i in range(len(l:new))
    if getline(l:head + 1 + l:i) !=# l:new[l:i]
      call setline(l:head + 1 + l:i, l:new[l:i])
    endif
  endfor
  call winrestview(l:view)
endfunction

" Returns a view once the lines behind a:head up to a:last are others: its cursor is at the same word, and as far from
" the top of the window as before.
function! s:Moved(view, head, last, new, more) abort
  let l:line = a:view.lnum
  if l:line > a:last
    let a:view.lnum += a:more
  elseif l:line > a:head
    let l:text = join(getline(a:head + 1, l:line - 1), '') . strpart(getline(l:line), 0, a:view.col)
    let l:count = strchars(substitute(l:text, '\s', '', 'g'))
    let a:view.lnum = max([1, a:head + len(a:new)])
    for l:i in range(len(a:new))
      let l:here = strchars(substitute(a:new[l:i], '\s', '', 'g'))
      if l:count < l:here
        let a:view.lnum = a:head + 1 + l:i
        let a:view.col = max([0, match(a:new[l:i], '^\%(\s*\S\)\{' . l:count . '}\s*\zs\S')])
        break
      endif
      let l:count -= l:here
    endfor
    let a:view.curswant = a:view.col
  endif
  let a:view.topline = max([1, a:view.topline + a:view.lnum - l:line])
  return a:view
endfunction

let &cpo = s:cpo_save
unlet s:cpo_save
