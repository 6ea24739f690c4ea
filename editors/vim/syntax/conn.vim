" Vim syntax file
" Language: conngen (.conn), declarations of pipeline tasks
" Version:  0.1.0
"
" Made by scripts/make_editors.py from grammar and vocabulary; a test compares it.
"
" A group is called after what a word is and the state it was read in: connKind_item. All that are the same thing are
" linked to one group without a state, connKind, which is the one to give a colour.

if exists('b:current_syntax')
  finish
endif
let s:cpo_save = &cpo
set cpo&vim

syn case match
syn iskeyword @,48-57,_,192-255
" What a word is may be told by the line below it; a file is read from its beginning, which is quick and always right.
syn sync fromstart
syn sync linebreaks=2

" What patterns are made of; <<name>> stands for one of these.
let s:parts = {}

function! s:Whole(pattern) abort
  return substitute(a:pattern, '<<\(\w\+\)>>', '\=s:parts[submatch(1)]', 'g')
endfunction

let s:parts.skip = s:Whole('\%(\_[ \t\r\x0c]\|#.*\n\)*')
let s:parts.kind = s:Whole('\<\%(initInput\|initOutput\|prerequisiteInput\|input\|output\)\>')
let s:parts.definition = s:Whole('\<\%(template\|dimensions\)\>')
let s:parts.block = s:Whole('\<\%(task\|connections\|config\)\>')
let s:parts.flag = s:Whole('\<\%(multiple\|deprecated\|isCalibration\|deferLoad\|minimum\|deferGraphConstraint\|deferBinding\|lookupFunction\|checkFunction\|single\|suppress\|min\|max\|inclusiveMin\|inclusiveMax\|allowed\|length\|minLength\|maxLength\|check\|itemCheck\|listCheck\|dictCheck\|keyCheck\|multi\|raises\)\>')
let s:parts.operator = s:Whole('\<\%(in\|if\|else\|or\|and\|not\|is\)\>')
let s:parts.constant = s:Whole('\<\%(None\|True\|False\)\>')
let s:parts.name = s:Whole('\%([^\x01-\x39\x3a-\x40\x5b-\x5e\x60\x7b-\x7f][^\x01-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*\)\@>')
let s:parts.filled = s:Whole('\%([^\x01-\x39\x3a-\x40\x5b-\x5e\x60\x7b-\x7f][^\x01-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*\%({[^\x01-\x39\x3a-\x40\x5b-\x5e\x60\x7b-\x7f][^\x01-\x2d\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*}[^\x01-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*\)\+\|\%({[^\x01-\x39\x3a-\x40\x5b-\x5e\x60\x7b-\x7f][^\x01-\x2d\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*}\)\+\%([^\x01-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]\+\%({[^\x01-\x39\x3a-\x40\x5b-\x5e\x60\x7b-\x7f][^\x01-\x2d\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*}[^\x01-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*\)*\|\%([ \t]*:\)\@=\)\)')
let s:parts.any_name = s:Whole('\%(<<filled>>\|<<name>>\)\@>')
let s:parts.number = s:Whole('\%(0[xX][0-9a-fA-F_]\+\|\%(\d[0-9_]*\%(\.[0-9_]*\)\=\|\.\d[0-9_]*\)\%([eE][+-]\=\d\+\)\=\)')
let s:parts.string = s:Whole('[fFrR]\=\%("\%(""\)\@!\%([^"\\\r]\|\\\%(\r\n\|\_.\)\)*"\|''\%(''''\)\@!\%([^''\\\r]\|\\\%(\r\n\|\_.\)\)*''\)')
let s:parts.assign = s:Whole('\%(\%(+=\|-=\||=\)\|==\@!\)')
let s:parts.sign = s:Whole('\%(\%(==\|!=\|<=\|>=\|<\|>\)\|\*\*\|\%(\/\/\|\/\|%\)\|[-+*]\)')
let s:parts.beginning = s:Whole('\%(<<kind>>\s\+<<any_name>>\s*[:=]\|<<definition>>\s\+<<any_name>>\s*==\@!\|<<block>>\s\+<<name>>\s*[[({]\)')
let s:parts.field_line = s:Whole('^\s*\%(<<name>>:\s\+<<name>>\)\@=')
let s:parts.type_name = s:Whole('<<beginning>>\@!<<name>>\%(<<skip>>:\)\@!')
let s:parts.operand = s:Whole('<<beginning>>\@!<<any_name>>\%(<<skip>>\%(:\|<<assign>>\)\)\@!')
let s:parts.chosen = s:Whole('\%(<<skip>>\%(<<sign>>\|[.[(]\|\%(<<operator>>\&\%(else\|if\)\@!\)\)\)\@!')

command! -nargs=1 ConnSyntax execute s:Whole('syntax ' . <q-args>)

" item
ConnSyntax match connNumber_item /\%#=1<<number>>/
ConnSyntax match connPlain_item /\%#=1<<name>>/ nextgroup=@conn_other skipwhite skipnl skipempty
ConnSyntax match connPlain_item /\%#=1<<name>>\%(<<skip>>(\)\@=/ nextgroup=@conn_head skipwhite skipnl skipempty
ConnSyntax match connKeyword_item /\%#=1\<as\>/ nextgroup=@conn_other skipwhite skipnl skipempty
ConnSyntax match connConstant_item /\%#=1<<constant>>/ nextgroup=@conn_other skipwhite skipnl skipempty
ConnSyntax match connOperator_item /\%#=1<<operator>>/ nextgroup=@conn_other skipwhite skipnl skipempty
ConnSyntax match connKeyword_item /\%#=1<<block>>\%(<<skip>><<any_name>>\)\@=\%(<<skip>><<any_name>><<skip>>[:=]\)\@!/ nextgroup=@conn_className skipwhite skipnl skipempty
ConnSyntax match connKeyword_item /\%#=1<<definition>>\%(<<skip>><<any_name>>\)\@=\%(<<skip>><<any_name>><<skip>>[:[({]\)\@!/ nextgroup=@conn_templateName skipwhite skipnl skipempty
ConnSyntax match connKeyword_item /\%#=1\<dimensions\>\%(<<skip>><<any_name>>\)\@=\%(<<skip>><<any_name>><<skip>>[:[({]\)\@!/ nextgroup=@conn_dimensionsName skipwhite skipnl skipempty
ConnSyntax match connKind_item /\%#=1<<kind>>\%(<<skip>><<any_name>>\)\@=\%(<<skip>><<any_name>><<skip>>[[({]\)\@!/ nextgroup=@conn_declared skipwhite skipnl skipempty
ConnSyntax match connKind_item /\%#=1<<kind>>\%(<<skip>><<any_name>><<skip>>==\@!\)\@=/ nextgroup=@conn_templateName skipwhite skipnl skipempty
ConnSyntax match connKeyword_item /\%#=1\<edition\>\%(<<skip>><<number>>\)\@=/
ConnSyntax match connKeyword_item /\%#=1<<block>>\%(<<skip>>\%((\|<<filled>>\@!{\)\)\@=/ nextgroup=@conn_head skipwhite skipnl skipempty
ConnSyntax match connSetting_item /\%#=1<<name>>\%(<<skip>>\%([.[]\|<<assign>>\)\)\@=/ nextgroup=@conn_path skipwhite skipnl skipempty
ConnSyntax match connSetting_item /\%#=1\<dimensions\>\%(<<skip>><<assign>>\)\@=/ nextgroup=@conn_dimensionsEquals skipwhite skipnl skipempty
ConnSyntax match connField_item /\%#=1<<name>>\%(<<skip>>:\)\@=/ nextgroup=@conn_field skipwhite skipnl skipempty
ConnSyntax match connKeyword_item /\%#=1\<import\>/ nextgroup=@conn_import skipwhite skipnl skipempty
ConnSyntax match connKeyword_item /\%#=1\<from\>/ nextgroup=@conn_from skipwhite skipnl skipempty
ConnSyntax match connKeyword_item /\%#=1\<del\>/ nextgroup=@conn_removal skipwhite skipnl skipempty
ConnSyntax match connKeyword_item /\%#=1\<for\>/ nextgroup=@conn_loop skipwhite skipnl skipempty
ConnSyntax match connKeyword_item /\%#=1\<\%(when\|require\)\>\%(<<skip>>:\)\@!/ nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connString_item /\%#=1[fFrR]\='\%([^'\\]\|\\.\)*$/ contains=@Spell
ConnSyntax match connString_item /\%#=1[fFrR]\="\%([^"\\]\|\\.\)*$/ contains=@Spell
ConnSyntax match connString_item /\%#=1\%([rR]\=["']\)\@=<<string>>/ contains=@Spell
ConnSyntax region connString_itemLong matchgroup=connString_itemOpen start=/\%#=1[rR]\='''/ skip=/\\./ matchgroup=connString_itemClose end=/'''/ contains=@Spell
ConnSyntax region connString_itemLong matchgroup=connString_itemOpen start=/\%#=1[rR]\="""/ skip=/\\./ matchgroup=connString_itemClose end=/"""/ contains=@Spell
ConnSyntax match connString_item /\%#=1\%([fF]["']\)\@=<<string>>/ keepend contains=@connFilled_field
ConnSyntax region connString_itemLong matchgroup=connString_itemOpen start=/\%#=1[fF]'''/ skip=/\\./ matchgroup=connString_itemClose end=/'''/ keepend contains=@connFilled_field
ConnSyntax region connString_itemLong matchgroup=connString_itemOpen start=/\%#=1[fF]"""/ skip=/\\./ matchgroup=connString_itemClose end=/"""/ keepend contains=@connFilled_field
ConnSyntax match connComment_item /#.*/ contains=@Spell
ConnSyntax cluster conn_item contains=connComment_item,connConstant_item,connField_item,connKeyword_item,connKind_item,connNumber_item,connOperator_item,connPlain_item,connSetting_item,connString_item,connString_itemLong
syn region connBlock_item matchgroup=connBrace_item start=/{/ end=/}/ contains=@conn_item,connBlock_item fold

" declared
ConnSyntax match connConnection_declared /\%#=1<<any_name>>/ contained nextgroup=@conn_dimensionColon skipwhite skipnl skipempty
ConnSyntax match connComment_declared /#.*/ contained contains=@Spell nextgroup=@conn_declared skipwhite skipnl skipempty
ConnSyntax cluster conn_declared contains=connComment_declared,connConnection_declared

" other
ConnSyntax match connClass_other /\%#=1<<any_name>>\%(<<skip>>[[({]\)\@=/ contained nextgroup=@conn_head skipwhite skipnl skipempty
ConnSyntax match connTemplate_other /\%#=1<<any_name>>\%(<<skip>>==\@!\)\@=/ contained nextgroup=@conn_equals skipwhite skipnl skipempty
ConnSyntax match connConnection_other /\%#=1<<any_name>>\%(<<skip>>:\)\@=/ contained nextgroup=@conn_dimensionColon skipwhite skipnl skipempty
ConnSyntax match connComment_other /#.*/ contained contains=@Spell nextgroup=@conn_other skipwhite skipnl skipempty
ConnSyntax cluster conn_other contains=connClass_other,connComment_other,connConnection_other,connTemplate_other

" dimensionColon
ConnSyntax match connPlain_dimensionColon /\%#=1:/ contained nextgroup=@conn_dimensionType skipwhite skipnl skipempty
ConnSyntax match connComment_dimensionColon /#.*/ contained contains=@Spell nextgroup=@conn_dimensionColon skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionColon contains=connComment_dimensionColon,connPlain_dimensionColon

" dimensionType
ConnSyntax region connInside_dimensionType matchgroup=connBracket_dimensionType start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_inner nextgroup=@conn_dimensionBehind skipwhite skipnl skipempty
ConnSyntax match connType_dimensionType /\%#=1<<type_name>>/ contained nextgroup=@conn_dimensionBehind skipwhite skipnl skipempty
ConnSyntax match connComment_dimensionType /#.*/ contained contains=@Spell nextgroup=@conn_dimensionType skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionType contains=connComment_dimensionType,connInside_dimensionType,connType_dimensionType

" dimensionBehind
ConnSyntax match connPlain_dimensionBehind /\%#=1,/ contained nextgroup=@conn_flag skipwhite skipnl skipempty
ConnSyntax match connPlain_dimensionBehind /\%#=1==\@!/ contained nextgroup=@conn_name skipwhite skipnl skipempty
ConnSyntax match connPlain_dimensionBehind /\%#=1|/ contained nextgroup=@conn_dimensionOptional skipwhite skipnl skipempty
ConnSyntax region connInside_dimensionBehind matchgroup=connBracket_dimensionBehind start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_dimension nextgroup=@conn_dimensionBehind skipwhite skipnl skipempty
ConnSyntax match connPlain_dimensionBehind /\%#=1\./ contained nextgroup=@conn_dimensionType skipwhite skipnl skipempty
ConnSyntax match connComment_dimensionBehind /#.*/ contained contains=@Spell nextgroup=@conn_dimensionBehind skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionBehind contains=connComment_dimensionBehind,connInside_dimensionBehind,connPlain_dimensionBehind

" dimensionOptional
ConnSyntax match connConstant_dimensionOptional /\%#=1\<None\>/ contained nextgroup=@conn_dimensionBehind skipwhite skipnl skipempty
ConnSyntax match connComment_dimensionOptional /#.*/ contained contains=@Spell nextgroup=@conn_dimensionOptional skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionOptional contains=connComment_dimensionOptional,connConstant_dimensionOptional

" dimension
ConnSyntax match connPlain_dimension /\%#=1|/ contained nextgroup=@conn_dimensionOptionalInside skipwhite skipnl skipempty
ConnSyntax region connInside_dimension matchgroup=connBracket_dimension start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_inner
ConnSyntax region connInside_dimension matchgroup=connBracket_dimension start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_dimension
ConnSyntax match connDimension_dimension /\%#=1<<any_name>>/ contained
ConnSyntax match connString_dimension /\%#=1[fFrR]\='\%([^'\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_dimension /\%#=1[fFrR]\="\%([^"\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_dimension /\%#=1\%([rR]\=["']\)\@=<<string>>/ contained contains=@Spell
ConnSyntax region connString_dimensionLong matchgroup=connString_dimensionOpen start=/\%#=1[rR]\='''/ skip=/\\./ matchgroup=connString_dimensionClose end=/'''/ contained contains=@Spell
ConnSyntax region connString_dimensionLong matchgroup=connString_dimensionOpen start=/\%#=1[rR]\="""/ skip=/\\./ matchgroup=connString_dimensionClose end=/"""/ contained contains=@Spell
ConnSyntax match connString_dimension /\%#=1\%([fF]["']\)\@=<<string>>/ contained keepend contains=@connFilled_field
ConnSyntax region connString_dimensionLong matchgroup=connString_dimensionOpen start=/\%#=1[fF]'''/ skip=/\\./ matchgroup=connString_dimensionClose end=/'''/ contained keepend contains=@connFilled_field
ConnSyntax region connString_dimensionLong matchgroup=connString_dimensionOpen start=/\%#=1[fF]"""/ skip=/\\./ matchgroup=connString_dimensionClose end=/"""/ contained keepend contains=@connFilled_field
ConnSyntax match connComment_dimension /#.*/ contained contains=@Spell nextgroup=@conn_dimension skipwhite skipnl skipempty
ConnSyntax cluster conn_dimension contains=connComment_dimension,connDimension_dimension,connInside_dimension,connPlain_dimension,connString_dimension,connString_dimensionLong

" dimensionOptionalInside
ConnSyntax match connConstant_dimensionOptionalInside /\%#=1\<None\>/ contained
ConnSyntax match connComment_dimensionOptionalInside /#.*/ contained contains=@Spell nextgroup=@conn_dimensionOptionalInside skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionOptionalInside contains=connComment_dimensionOptionalInside,connConstant_dimensionOptionalInside

" field
ConnSyntax match connPlain_field /\%#=1:/ contained nextgroup=@conn_typeType skipwhite skipnl skipempty
ConnSyntax match connComment_field /#.*/ contained contains=@Spell nextgroup=@conn_field skipwhite skipnl skipempty
ConnSyntax cluster conn_field contains=connComment_field,connPlain_field

" typeType
ConnSyntax region connInside_typeType matchgroup=connBracket_typeType start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_inner nextgroup=@conn_typeBehind skipwhite skipnl skipempty
ConnSyntax match connType_typeType /\%#=1<<type_name>>/ contained nextgroup=@conn_typeBehind skipwhite skipnl skipempty
ConnSyntax match connComment_typeType /#.*/ contained contains=@Spell nextgroup=@conn_typeType skipwhite skipnl skipempty
ConnSyntax cluster conn_typeType contains=connComment_typeType,connInside_typeType,connType_typeType

" typeBehind
ConnSyntax match connPlain_typeBehind /\%#=1,/ contained nextgroup=@conn_flag skipwhite skipnl skipempty
ConnSyntax match connPlain_typeBehind /\%#=1==\@!/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connPlain_typeBehind /\%#=1|/ contained nextgroup=@conn_typeOptional skipwhite skipnl skipempty
ConnSyntax region connInside_typeBehind matchgroup=connBracket_typeBehind start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_type nextgroup=@conn_typeBehind skipwhite skipnl skipempty
ConnSyntax match connPlain_typeBehind /\%#=1\./ contained nextgroup=@conn_typeType skipwhite skipnl skipempty
ConnSyntax match connComment_typeBehind /#.*/ contained contains=@Spell nextgroup=@conn_typeBehind skipwhite skipnl skipempty
ConnSyntax cluster conn_typeBehind contains=connComment_typeBehind,connInside_typeBehind,connPlain_typeBehind

" typeOptional
ConnSyntax match connConstant_typeOptional /\%#=1\<None\>/ contained nextgroup=@conn_typeBehind skipwhite skipnl skipempty
ConnSyntax match connComment_typeOptional /#.*/ contained contains=@Spell nextgroup=@conn_typeOptional skipwhite skipnl skipempty
ConnSyntax cluster conn_typeOptional contains=connComment_typeOptional,connConstant_typeOptional

" type
ConnSyntax match connPlain_type /\%#=1|/ contained nextgroup=@conn_typeOptionalInside skipwhite skipnl skipempty
ConnSyntax region connInside_type matchgroup=connBracket_type start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_inner
ConnSyntax region connInside_type matchgroup=connBracket_type start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_type
ConnSyntax match connType_type /\%#=1<<any_name>>/ contained
ConnSyntax match connString_type /\%#=1[fFrR]\='\%([^'\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_type /\%#=1[fFrR]\="\%([^"\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_type /\%#=1\%([rR]\=["']\)\@=<<string>>/ contained contains=@Spell
ConnSyntax region connString_typeLong matchgroup=connString_typeOpen start=/\%#=1[rR]\='''/ skip=/\\./ matchgroup=connString_typeClose end=/'''/ contained contains=@Spell
ConnSyntax region connString_typeLong matchgroup=connString_typeOpen start=/\%#=1[rR]\="""/ skip=/\\./ matchgroup=connString_typeClose end=/"""/ contained contains=@Spell
ConnSyntax match connString_type /\%#=1\%([fF]["']\)\@=<<string>>/ contained keepend contains=@connFilled_field
ConnSyntax region connString_typeLong matchgroup=connString_typeOpen start=/\%#=1[fF]'''/ skip=/\\./ matchgroup=connString_typeClose end=/'''/ contained keepend contains=@connFilled_field
ConnSyntax region connString_typeLong matchgroup=connString_typeOpen start=/\%#=1[fF]"""/ skip=/\\./ matchgroup=connString_typeClose end=/"""/ contained keepend contains=@connFilled_field
ConnSyntax match connComment_type /#.*/ contained contains=@Spell nextgroup=@conn_type skipwhite skipnl skipempty
ConnSyntax cluster conn_type contains=connComment_type,connInside_type,connPlain_type,connString_type,connString_typeLong,connType_type

" typeOptionalInside
ConnSyntax match connConstant_typeOptionalInside /\%#=1\<None\>/ contained
ConnSyntax match connComment_typeOptionalInside /#.*/ contained contains=@Spell nextgroup=@conn_typeOptionalInside skipwhite skipnl skipempty
ConnSyntax cluster conn_typeOptionalInside contains=connComment_typeOptionalInside,connConstant_typeOptionalInside

" templateName
ConnSyntax match connTemplate_templateName /\%#=1<<any_name>>/ contained nextgroup=@conn_equals skipwhite skipnl skipempty
ConnSyntax match connComment_templateName /#.*/ contained contains=@Spell nextgroup=@conn_templateName skipwhite skipnl skipempty
ConnSyntax cluster conn_templateName contains=connComment_templateName,connTemplate_templateName

" dimensionsName
ConnSyntax match connDimension_dimensionsName /\%#=1<<any_name>>/ contained nextgroup=@conn_dimensionsEquals skipwhite skipnl skipempty
ConnSyntax match connComment_dimensionsName /#.*/ contained contains=@Spell nextgroup=@conn_dimensionsName skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionsName contains=connComment_dimensionsName,connDimension_dimensionsName

" equals
ConnSyntax match connPlain_equals /\%#=1==\@!/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connComment_equals /#.*/ contained contains=@Spell nextgroup=@conn_equals skipwhite skipnl skipempty
ConnSyntax cluster conn_equals contains=connComment_equals,connPlain_equals

" dimensionsEquals
ConnSyntax match connPlain_dimensionsEquals /\%#=1<<assign>>/ contained nextgroup=@conn_dimensions skipwhite skipnl skipempty
ConnSyntax match connComment_dimensionsEquals /#.*/ contained contains=@Spell nextgroup=@conn_dimensionsEquals skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionsEquals contains=connComment_dimensionsEquals,connPlain_dimensionsEquals

" nameEquals
ConnSyntax match connPlain_nameEquals /\%#=1<<assign>>/ contained nextgroup=@conn_name skipwhite skipnl skipempty
ConnSyntax match connComment_nameEquals /#.*/ contained contains=@Spell nextgroup=@conn_nameEquals skipwhite skipnl skipempty
ConnSyntax cluster conn_nameEquals contains=connComment_nameEquals,connPlain_nameEquals

" path
ConnSyntax match connPlain_path /\%#=1<<assign>>/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax region connInside_path matchgroup=connBracket_path start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_path skipwhite skipnl skipempty
ConnSyntax match connPlain_path /\%#=1\./ contained nextgroup=@conn_pathWord skipwhite skipnl skipempty
ConnSyntax match connComment_path /#.*/ contained contains=@Spell nextgroup=@conn_path skipwhite skipnl skipempty
ConnSyntax cluster conn_path contains=connComment_path,connInside_path,connPlain_path

" pathWord
ConnSyntax match connSetting_pathWord /\%#=1<<name>>/ contained nextgroup=@conn_path skipwhite skipnl skipempty
ConnSyntax match connSetting_pathWord /\%#=1\<name\>\%(<<skip>><<assign>>\)\@=/ contained nextgroup=@conn_nameEquals skipwhite skipnl skipempty
ConnSyntax match connSetting_pathWord /\%#=1\<dimensions\>\%(<<skip>><<assign>>\)\@=/ contained nextgroup=@conn_dimensionsEquals skipwhite skipnl skipempty
ConnSyntax match connComment_pathWord /#.*/ contained contains=@Spell nextgroup=@conn_pathWord skipwhite skipnl skipempty
ConnSyntax cluster conn_pathWord contains=connComment_pathWord,connSetting_pathWord

" name
ConnSyntax match connPlain_name /\%#=1-/ contained nextgroup=@conn_nameCondition skipwhite skipnl skipempty
ConnSyntax region connInside_name matchgroup=connBracket_name start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_inner nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connInside_name matchgroup=connBracket_name start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connInside_name matchgroup=connBracket_name start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connVariable_name /\%#=1<<operand>>/ contained nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connFunction_name /\%#=1<<any_name>>\%(<<skip>>(\)\@=/ contained nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connOperator_name /\%#=1\<not\>/ contained nextgroup=@conn_nameCondition skipwhite skipnl skipempty
ConnSyntax match connConstant_name /\%#=1<<constant>>/ contained nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connNumber_name /\%#=1<<number>>/ contained nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connString_name /\%#=1[fFrR]\='\%([^'\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_name /\%#=1[fFrR]\="\%([^"\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_name /\%#=1\%([rR]\=["']\)\@=<<string>>/ contained contains=@Spell nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameLong matchgroup=connString_nameOpen start=/\%#=1[rR]\='''/ skip=/\\./ matchgroup=connString_nameClose end=/'''/ contained contains=@Spell nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameLong matchgroup=connString_nameOpen start=/\%#=1[rR]\="""/ skip=/\\./ matchgroup=connString_nameClose end=/"""/ contained contains=@Spell nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connString_name /\%#=1\%([fF]["']\)\@=<<string>>/ contained keepend contains=@connFilled_field nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameLong matchgroup=connString_nameOpen start=/\%#=1[fF]'''/ skip=/\\./ matchgroup=connString_nameClose end=/'''/ contained keepend contains=@connFilled_field nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameLong matchgroup=connString_nameOpen start=/\%#=1[fF]"""/ skip=/\\./ matchgroup=connString_nameClose end=/"""/ contained keepend contains=@connFilled_field nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connString_name /\%#=1\%(["']\)\@=<<string>><<chosen>>/ contained keepend contains=@connFilled_template nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connString_name /\%#=1\%([rR]["']\)\@=<<string>><<chosen>>/ contained keepend contains=@connFilled_raw nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameLong matchgroup=connString_nameOpen start=/\%#=1'''\%(\%(\_[^'\\]\|\\\_.\|'\%(''\)\@!\)*'''<<chosen>>\)\@=/ skip=/\\./ matchgroup=connString_nameClose end=/'''/ contained keepend contains=@connFilled_template nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameLong matchgroup=connString_nameOpen start=/\%#=1[rR]'''\%(\%(\_[^'\\]\|\\\_.\|'\%(''\)\@!\)*'''<<chosen>>\)\@=/ skip=/\\./ matchgroup=connString_nameClose end=/'''/ contained keepend contains=@connFilled_raw nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameLong matchgroup=connString_nameOpen start=/\%#=1"""\%(\%(\_[^"\\]\|\\\_.\|"\%(""\)\@!\)*"""<<chosen>>\)\@=/ skip=/\\./ matchgroup=connString_nameClose end=/"""/ contained keepend contains=@connFilled_template nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameLong matchgroup=connString_nameOpen start=/\%#=1[rR]"""\%(\%(\_[^"\\]\|\\\_.\|"\%(""\)\@!\)*"""<<chosen>>\)\@=/ skip=/\\./ matchgroup=connString_nameClose end=/"""/ contained keepend contains=@connFilled_raw nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connComment_name /#.*/ contained contains=@Spell nextgroup=@conn_name skipwhite skipnl skipempty
ConnSyntax cluster conn_name contains=connComment_name,connConstant_name,connFunction_name,connInside_name,connNumber_name,connOperator_name,connPlain_name,connString_name,connString_nameLong,connVariable_name

" nameBehind
ConnSyntax match connPlain_nameBehind /\%#=1,/ contained nextgroup=@conn_flag skipwhite skipnl skipempty
ConnSyntax region connInside_nameBehind matchgroup=connBracket_nameBehind start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connInside_nameBehind matchgroup=connBracket_nameBehind start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connPlain_nameBehind /\%#=1\./ contained nextgroup=@conn_nameAttribute skipwhite skipnl skipempty
ConnSyntax match connPlain_nameBehind /\%#=1<<sign>>/ contained nextgroup=@conn_nameCondition skipwhite skipnl skipempty
ConnSyntax match connOperator_nameBehind /\%#=1<<operator>>/ contained nextgroup=@conn_nameCondition skipwhite skipnl skipempty
ConnSyntax match connOperator_nameBehind /\%#=1\<not\>/ contained nextgroup=@conn_nameNegated skipwhite skipnl skipempty
ConnSyntax match connOperator_nameBehind /\%#=1\<else\>/ contained nextgroup=@conn_name skipwhite skipnl skipempty
ConnSyntax match connComment_nameBehind /#.*/ contained contains=@Spell nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax cluster conn_nameBehind contains=connComment_nameBehind,connInside_nameBehind,connOperator_nameBehind,connPlain_nameBehind

" nameCondition
ConnSyntax match connPlain_nameCondition /\%#=1-/ contained nextgroup=@conn_nameCondition skipwhite skipnl skipempty
ConnSyntax region connInside_nameCondition matchgroup=connBracket_nameCondition start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_inner nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connInside_nameCondition matchgroup=connBracket_nameCondition start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connInside_nameCondition matchgroup=connBracket_nameCondition start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connVariable_nameCondition /\%#=1<<operand>>/ contained nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connFunction_nameCondition /\%#=1<<any_name>>\%(<<skip>>(\)\@=/ contained nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connOperator_nameCondition /\%#=1\<not\>/ contained nextgroup=@conn_nameCondition skipwhite skipnl skipempty
ConnSyntax match connConstant_nameCondition /\%#=1<<constant>>/ contained nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connNumber_nameCondition /\%#=1<<number>>/ contained nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connString_nameCondition /\%#=1[fFrR]\='\%([^'\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_nameCondition /\%#=1[fFrR]\="\%([^"\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_nameCondition /\%#=1\%([rR]\=["']\)\@=<<string>>/ contained contains=@Spell nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameConditionLong matchgroup=connString_nameConditionOpen start=/\%#=1[rR]\='''/ skip=/\\./ matchgroup=connString_nameConditionClose end=/'''/ contained contains=@Spell nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameConditionLong matchgroup=connString_nameConditionOpen start=/\%#=1[rR]\="""/ skip=/\\./ matchgroup=connString_nameConditionClose end=/"""/ contained contains=@Spell nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connString_nameCondition /\%#=1\%([fF]["']\)\@=<<string>>/ contained keepend contains=@connFilled_field nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameConditionLong matchgroup=connString_nameConditionOpen start=/\%#=1[fF]'''/ skip=/\\./ matchgroup=connString_nameConditionClose end=/'''/ contained keepend contains=@connFilled_field nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax region connString_nameConditionLong matchgroup=connString_nameConditionOpen start=/\%#=1[fF]"""/ skip=/\\./ matchgroup=connString_nameConditionClose end=/"""/ contained keepend contains=@connFilled_field nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connComment_nameCondition /#.*/ contained contains=@Spell nextgroup=@conn_nameCondition skipwhite skipnl skipempty
ConnSyntax cluster conn_nameCondition contains=connComment_nameCondition,connConstant_nameCondition,connFunction_nameCondition,connInside_nameCondition,connNumber_nameCondition,connOperator_nameCondition,connPlain_nameCondition,connString_nameCondition,connString_nameConditionLong,connVariable_nameCondition

" nameNegated
ConnSyntax match connOperator_nameNegated /\%#=1\<in\>/ contained nextgroup=@conn_nameCondition skipwhite skipnl skipempty
ConnSyntax match connComment_nameNegated /#.*/ contained contains=@Spell nextgroup=@conn_nameNegated skipwhite skipnl skipempty
ConnSyntax cluster conn_nameNegated contains=connComment_nameNegated,connOperator_nameNegated

" nameAttribute
ConnSyntax match connVariable_nameAttribute /\%#=1<<name>>/ contained nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connFunction_nameAttribute /\%#=1<<name>>\%(<<skip>>(\)\@=/ contained nextgroup=@conn_nameBehind skipwhite skipnl skipempty
ConnSyntax match connComment_nameAttribute /#.*/ contained contains=@Spell nextgroup=@conn_nameAttribute skipwhite skipnl skipempty
ConnSyntax cluster conn_nameAttribute contains=connComment_nameAttribute,connFunction_nameAttribute,connVariable_nameAttribute

" value
ConnSyntax match connPlain_value /\%#=1-/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax region connInside_value matchgroup=connBracket_value start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_inner nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax region connInside_value matchgroup=connBracket_value start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax region connInside_value matchgroup=connBracket_value start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax match connVariable_value /\%#=1<<operand>>/ contained nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax match connFunction_value /\%#=1<<any_name>>\%(<<skip>>(\)\@=/ contained nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax match connOperator_value /\%#=1\<not\>/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connConstant_value /\%#=1<<constant>>/ contained nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax match connNumber_value /\%#=1<<number>>/ contained nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax match connString_value /\%#=1[fFrR]\='\%([^'\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_value /\%#=1[fFrR]\="\%([^"\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_value /\%#=1\%([rR]\=["']\)\@=<<string>>/ contained contains=@Spell nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax region connString_valueLong matchgroup=connString_valueOpen start=/\%#=1[rR]\='''/ skip=/\\./ matchgroup=connString_valueClose end=/'''/ contained contains=@Spell nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax region connString_valueLong matchgroup=connString_valueOpen start=/\%#=1[rR]\="""/ skip=/\\./ matchgroup=connString_valueClose end=/"""/ contained contains=@Spell nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax match connString_value /\%#=1\%([fF]["']\)\@=<<string>>/ contained keepend contains=@connFilled_field nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax region connString_valueLong matchgroup=connString_valueOpen start=/\%#=1[fF]'''/ skip=/\\./ matchgroup=connString_valueClose end=/'''/ contained keepend contains=@connFilled_field nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax region connString_valueLong matchgroup=connString_valueOpen start=/\%#=1[fF]"""/ skip=/\\./ matchgroup=connString_valueClose end=/"""/ contained keepend contains=@connFilled_field nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax match connComment_value /#.*/ contained contains=@Spell nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax cluster conn_value contains=connComment_value,connConstant_value,connFunction_value,connInside_value,connNumber_value,connOperator_value,connPlain_value,connString_value,connString_valueLong,connVariable_value

" operator
ConnSyntax match connPlain_operator /\%#=1,/ contained nextgroup=@conn_flag skipwhite skipnl skipempty
ConnSyntax region connInside_operator matchgroup=connBracket_operator start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax region connInside_operator matchgroup=connBracket_operator start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax match connPlain_operator /\%#=1\./ contained nextgroup=@conn_attribute skipwhite skipnl skipempty
ConnSyntax match connPlain_operator /\%#=1<<sign>>/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connOperator_operator /\%#=1<<operator>>/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connOperator_operator /\%#=1\<not\>/ contained nextgroup=@conn_negated skipwhite skipnl skipempty
ConnSyntax match connComment_operator /#.*/ contained contains=@Spell nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax cluster conn_operator contains=connComment_operator,connInside_operator,connOperator_operator,connPlain_operator

" negated
ConnSyntax match connOperator_negated /\%#=1\<in\>/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connComment_negated /#.*/ contained contains=@Spell nextgroup=@conn_negated skipwhite skipnl skipempty
ConnSyntax cluster conn_negated contains=connComment_negated,connOperator_negated

" attribute
ConnSyntax match connVariable_attribute /\%#=1<<name>>/ contained nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax match connFunction_attribute /\%#=1<<name>>\%(<<skip>>(\)\@=/ contained nextgroup=@conn_operator skipwhite skipnl skipempty
ConnSyntax match connComment_attribute /#.*/ contained contains=@Spell nextgroup=@conn_attribute skipwhite skipnl skipempty
ConnSyntax cluster conn_attribute contains=connComment_attribute,connFunction_attribute,connVariable_attribute

" inner
ConnSyntax match connPlain_inner /\%#=1\./ contained nextgroup=@conn_innerAttribute skipwhite skipnl skipempty
ConnSyntax match connPlain_inner /\%#=1\.\.\./ contained
ConnSyntax region connInside_inner matchgroup=connBracket_inner start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_inner
ConnSyntax region connInside_inner matchgroup=connBracket_inner start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner
ConnSyntax region connInside_inner matchgroup=connBracket_inner start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner
ConnSyntax match connVariable_inner /\%#=1<<any_name>>/ contained
ConnSyntax match connFunction_inner /\%#=1<<any_name>>\%(<<skip>>(\)\@=/ contained
ConnSyntax match connNumber_inner /\%#=1<<number>>/ contained
ConnSyntax match connConstant_inner /\%#=1<<constant>>/ contained
ConnSyntax match connOperator_inner /\%#=1<<operator>>/ contained
ConnSyntax match connString_inner /\%#=1[fFrR]\='\%([^'\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_inner /\%#=1[fFrR]\="\%([^"\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_inner /\%#=1\%([rR]\=["']\)\@=<<string>>/ contained contains=@Spell
ConnSyntax region connString_innerLong matchgroup=connString_innerOpen start=/\%#=1[rR]\='''/ skip=/\\./ matchgroup=connString_innerClose end=/'''/ contained contains=@Spell
ConnSyntax region connString_innerLong matchgroup=connString_innerOpen start=/\%#=1[rR]\="""/ skip=/\\./ matchgroup=connString_innerClose end=/"""/ contained contains=@Spell
ConnSyntax match connString_inner /\%#=1\%([fF]["']\)\@=<<string>>/ contained keepend contains=@connFilled_field
ConnSyntax region connString_innerLong matchgroup=connString_innerOpen start=/\%#=1[fF]'''/ skip=/\\./ matchgroup=connString_innerClose end=/'''/ contained keepend contains=@connFilled_field
ConnSyntax region connString_innerLong matchgroup=connString_innerOpen start=/\%#=1[fF]"""/ skip=/\\./ matchgroup=connString_innerClose end=/"""/ contained keepend contains=@connFilled_field
ConnSyntax match connComment_inner /#.*/ contained contains=@Spell nextgroup=@conn_inner skipwhite skipnl skipempty
ConnSyntax cluster conn_inner contains=connComment_inner,connConstant_inner,connFunction_inner,connInside_inner,connNumber_inner,connOperator_inner,connPlain_inner,connString_inner,connString_innerLong,connVariable_inner

" innerAttribute
ConnSyntax match connVariable_innerAttribute /\%#=1<<name>>/ contained
ConnSyntax match connFunction_innerAttribute /\%#=1<<name>>\%(<<skip>>(\)\@=/ contained
ConnSyntax match connComment_innerAttribute /#.*/ contained contains=@Spell nextgroup=@conn_innerAttribute skipwhite skipnl skipempty
ConnSyntax cluster conn_innerAttribute contains=connComment_innerAttribute,connFunction_innerAttribute,connVariable_innerAttribute

" dimensions
ConnSyntax match connPlain_dimensions /\%#=1-/ contained nextgroup=@conn_dimensionsCondition skipwhite skipnl skipempty
ConnSyntax region connInside_dimensions matchgroup=connBracket_dimensions start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_inner nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connInside_dimensions matchgroup=connBracket_dimensions start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connInside_dimensions matchgroup=connBracket_dimensions start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connVariable_dimensions /\%#=1<<operand>>/ contained nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connFunction_dimensions /\%#=1<<any_name>>\%(<<skip>>(\)\@=/ contained nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connOperator_dimensions /\%#=1\<not\>/ contained nextgroup=@conn_dimensionsCondition skipwhite skipnl skipempty
ConnSyntax match connConstant_dimensions /\%#=1<<constant>>/ contained nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connNumber_dimensions /\%#=1<<number>>/ contained nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connString_dimensions /\%#=1[fFrR]\='\%([^'\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_dimensions /\%#=1[fFrR]\="\%([^"\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_dimensions /\%#=1\%([rR]\=["']\)\@=<<string>>/ contained contains=@Spell nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connString_dimensionsLong matchgroup=connString_dimensionsOpen start=/\%#=1[rR]\='''/ skip=/\\./ matchgroup=connString_dimensionsClose end=/'''/ contained contains=@Spell nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connString_dimensionsLong matchgroup=connString_dimensionsOpen start=/\%#=1[rR]\="""/ skip=/\\./ matchgroup=connString_dimensionsClose end=/"""/ contained contains=@Spell nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connString_dimensions /\%#=1\%([fF]["']\)\@=<<string>>/ contained keepend contains=@connFilled_field nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connString_dimensionsLong matchgroup=connString_dimensionsOpen start=/\%#=1[fF]'''/ skip=/\\./ matchgroup=connString_dimensionsClose end=/'''/ contained keepend contains=@connFilled_field nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connString_dimensionsLong matchgroup=connString_dimensionsOpen start=/\%#=1[fF]"""/ skip=/\\./ matchgroup=connString_dimensionsClose end=/"""/ contained keepend contains=@connFilled_field nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connInside_dimensions matchgroup=connBracket_dimensions start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_dimensions nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connInside_dimensions matchgroup=connBracket_dimensions start=/\%#=1\%(\[\%(\_[^][]\|\[\%(\_[^][]\|\[\_[^][]*]\)*]\)*]<<chosen>>\)\@=\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_dimensionList nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connComment_dimensions /#.*/ contained contains=@Spell nextgroup=@conn_dimensions skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensions contains=connComment_dimensions,connConstant_dimensions,connFunction_dimensions,connInside_dimensions,connNumber_dimensions,connOperator_dimensions,connPlain_dimensions,connString_dimensions,connString_dimensionsLong,connVariable_dimensions

" dimensionsBehind
ConnSyntax match connPlain_dimensionsBehind /\%#=1,/ contained nextgroup=@conn_flag skipwhite skipnl skipempty
ConnSyntax region connInside_dimensionsBehind matchgroup=connBracket_dimensionsBehind start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connInside_dimensionsBehind matchgroup=connBracket_dimensionsBehind start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connPlain_dimensionsBehind /\%#=1\./ contained nextgroup=@conn_dimensionsAttribute skipwhite skipnl skipempty
ConnSyntax match connPlain_dimensionsBehind /\%#=1<<sign>>/ contained nextgroup=@conn_dimensionsCondition skipwhite skipnl skipempty
ConnSyntax match connOperator_dimensionsBehind /\%#=1<<operator>>/ contained nextgroup=@conn_dimensionsCondition skipwhite skipnl skipempty
ConnSyntax match connOperator_dimensionsBehind /\%#=1\<not\>/ contained nextgroup=@conn_dimensionsNegated skipwhite skipnl skipempty
ConnSyntax match connOperator_dimensionsBehind /\%#=1\<else\>/ contained nextgroup=@conn_dimensions skipwhite skipnl skipempty
ConnSyntax match connComment_dimensionsBehind /#.*/ contained contains=@Spell nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionsBehind contains=connComment_dimensionsBehind,connInside_dimensionsBehind,connOperator_dimensionsBehind,connPlain_dimensionsBehind

" dimensionsCondition
ConnSyntax match connPlain_dimensionsCondition /\%#=1-/ contained nextgroup=@conn_dimensionsCondition skipwhite skipnl skipempty
ConnSyntax region connInside_dimensionsCondition matchgroup=connBracket_dimensionsCondition start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_inner nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connInside_dimensionsCondition matchgroup=connBracket_dimensionsCondition start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connInside_dimensionsCondition matchgroup=connBracket_dimensionsCondition start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_inner nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connVariable_dimensionsCondition /\%#=1<<operand>>/ contained nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connFunction_dimensionsCondition /\%#=1<<any_name>>\%(<<skip>>(\)\@=/ contained nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connOperator_dimensionsCondition /\%#=1\<not\>/ contained nextgroup=@conn_dimensionsCondition skipwhite skipnl skipempty
ConnSyntax match connConstant_dimensionsCondition /\%#=1<<constant>>/ contained nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connNumber_dimensionsCondition /\%#=1<<number>>/ contained nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connString_dimensionsCondition /\%#=1[fFrR]\='\%([^'\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_dimensionsCondition /\%#=1[fFrR]\="\%([^"\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_dimensionsCondition /\%#=1\%([rR]\=["']\)\@=<<string>>/ contained contains=@Spell nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connString_dimensionsConditionLong matchgroup=connString_dimensionsConditionOpen start=/\%#=1[rR]\='''/ skip=/\\./ matchgroup=connString_dimensionsConditionClose end=/'''/ contained contains=@Spell nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connString_dimensionsConditionLong matchgroup=connString_dimensionsConditionOpen start=/\%#=1[rR]\="""/ skip=/\\./ matchgroup=connString_dimensionsConditionClose end=/"""/ contained contains=@Spell nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connString_dimensionsCondition /\%#=1\%([fF]["']\)\@=<<string>>/ contained keepend contains=@connFilled_field nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connString_dimensionsConditionLong matchgroup=connString_dimensionsConditionOpen start=/\%#=1[fF]'''/ skip=/\\./ matchgroup=connString_dimensionsConditionClose end=/'''/ contained keepend contains=@connFilled_field nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax region connString_dimensionsConditionLong matchgroup=connString_dimensionsConditionOpen start=/\%#=1[fF]"""/ skip=/\\./ matchgroup=connString_dimensionsConditionClose end=/"""/ contained keepend contains=@connFilled_field nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connComment_dimensionsCondition /#.*/ contained contains=@Spell nextgroup=@conn_dimensionsCondition skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionsCondition contains=connComment_dimensionsCondition,connConstant_dimensionsCondition,connFunction_dimensionsCondition,connInside_dimensionsCondition,connNumber_dimensionsCondition,connOperator_dimensionsCondition,connPlain_dimensionsCondition,connString_dimensionsCondition,connString_dimensionsConditionLong,connVariable_dimensionsCondition

" dimensionsNegated
ConnSyntax match connOperator_dimensionsNegated /\%#=1\<in\>/ contained nextgroup=@conn_dimensionsCondition skipwhite skipnl skipempty
ConnSyntax match connComment_dimensionsNegated /#.*/ contained contains=@Spell nextgroup=@conn_dimensionsNegated skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionsNegated contains=connComment_dimensionsNegated,connOperator_dimensionsNegated

" dimensionsAttribute
ConnSyntax match connVariable_dimensionsAttribute /\%#=1<<name>>/ contained nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connFunction_dimensionsAttribute /\%#=1<<name>>\%(<<skip>>(\)\@=/ contained nextgroup=@conn_dimensionsBehind skipwhite skipnl skipempty
ConnSyntax match connComment_dimensionsAttribute /#.*/ contained contains=@Spell nextgroup=@conn_dimensionsAttribute skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionsAttribute contains=connComment_dimensionsAttribute,connFunction_dimensionsAttribute,connVariable_dimensionsAttribute

" dimensionList
ConnSyntax region connInside_dimensionList matchgroup=connBracket_dimensionList start=/\%#=1{/ end=/}/ end=/\%#=1<<beginning>>\@=/ contained contains=@conn_dimensionList
ConnSyntax region connInside_dimensionList matchgroup=connBracket_dimensionList start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_dimensionList
ConnSyntax region connInside_dimensionList matchgroup=connBracket_dimensionList start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_dimensionList
ConnSyntax match connDimension_dimensionList /\%#=1<<any_name>>/ contained
ConnSyntax match connNumber_dimensionList /\%#=1<<number>>/ contained
ConnSyntax match connConstant_dimensionList /\%#=1<<constant>>/ contained
ConnSyntax match connOperator_dimensionList /\%#=1<<operator>>/ contained
ConnSyntax match connString_dimensionList /\%#=1[fFrR]\='\%([^'\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_dimensionList /\%#=1[fFrR]\="\%([^"\\]\|\\.\)*$/ contained contains=@Spell
ConnSyntax match connString_dimensionList /\%#=1\%([rR]\=["']\)\@=<<string>>/ contained contains=@Spell
ConnSyntax region connString_dimensionListLong matchgroup=connString_dimensionListOpen start=/\%#=1[rR]\='''/ skip=/\\./ matchgroup=connString_dimensionListClose end=/'''/ contained contains=@Spell
ConnSyntax region connString_dimensionListLong matchgroup=connString_dimensionListOpen start=/\%#=1[rR]\="""/ skip=/\\./ matchgroup=connString_dimensionListClose end=/"""/ contained contains=@Spell
ConnSyntax match connString_dimensionList /\%#=1\%([fF]["']\)\@=<<string>>/ contained keepend contains=@connFilled_field
ConnSyntax region connString_dimensionListLong matchgroup=connString_dimensionListOpen start=/\%#=1[fF]'''/ skip=/\\./ matchgroup=connString_dimensionListClose end=/'''/ contained keepend contains=@connFilled_field
ConnSyntax region connString_dimensionListLong matchgroup=connString_dimensionListOpen start=/\%#=1[fF]"""/ skip=/\\./ matchgroup=connString_dimensionListClose end=/"""/ contained keepend contains=@connFilled_field
ConnSyntax match connComment_dimensionList /#.*/ contained contains=@Spell nextgroup=@conn_dimensionList skipwhite skipnl skipempty
ConnSyntax cluster conn_dimensionList contains=connComment_dimensionList,connConstant_dimensionList,connDimension_dimensionList,connInside_dimensionList,connNumber_dimensionList,connOperator_dimensionList,connString_dimensionList,connString_dimensionListLong

" flag
ConnSyntax match connPlain_flag /\%#=1<<type_name>>/ contained nextgroup=@conn_flagBehind skipwhite skipnl skipempty
ConnSyntax match connFlag_flag /\%#=1<<beginning>>\@!<<flag>>\%(<<skip>>:\)\@!/ contained nextgroup=@conn_flagBehind skipwhite skipnl skipempty
ConnSyntax match connKeyword_flag /\%#=1\<when\>\%(<<skip>>:\)\@!/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connComment_flag /#.*/ contained contains=@Spell nextgroup=@conn_flag skipwhite skipnl skipempty
ConnSyntax cluster conn_flag contains=connComment_flag,connFlag_flag,connKeyword_flag,connPlain_flag

" flagBehind
ConnSyntax match connPlain_flagBehind /\%#=1,/ contained nextgroup=@conn_flag skipwhite skipnl skipempty
ConnSyntax match connPlain_flagBehind /\%#=1==\@!/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connComment_flagBehind /#.*/ contained contains=@Spell nextgroup=@conn_flagBehind skipwhite skipnl skipempty
ConnSyntax cluster conn_flagBehind contains=connComment_flagBehind,connPlain_flagBehind

" className
ConnSyntax match connClass_className /\%#=1<<any_name>>/ contained nextgroup=@conn_head skipwhite skipnl skipempty
ConnSyntax match connComment_className /#.*/ contained contains=@Spell nextgroup=@conn_className skipwhite skipnl skipempty
ConnSyntax cluster conn_className contains=connClass_className,connComment_className

" head
ConnSyntax region connInside_head matchgroup=connBracket_head start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_bases nextgroup=@conn_head skipwhite skipnl skipempty
ConnSyntax region connInside_head matchgroup=connBracket_head start=/\%#=1\[/ end=/]/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_dimension nextgroup=@conn_head skipwhite skipnl skipempty
ConnSyntax match connComment_head /#.*/ contained contains=@Spell nextgroup=@conn_head skipwhite skipnl skipempty
ConnSyntax cluster conn_head contains=connComment_head,connInside_head

" bases
ConnSyntax match connClass_bases /\%#=1<<name>>/ contained
ConnSyntax match connComment_bases /#.*/ contained contains=@Spell nextgroup=@conn_bases skipwhite skipnl skipempty
ConnSyntax cluster conn_bases contains=connClass_bases,connComment_bases

" loop
ConnSyntax match connVariable_loop /\%#=1<<name>>/ contained nextgroup=@conn_loopIn skipwhite skipnl skipempty
ConnSyntax match connComment_loop /#.*/ contained contains=@Spell nextgroup=@conn_loop skipwhite skipnl skipempty
ConnSyntax cluster conn_loop contains=connComment_loop,connVariable_loop

" loopIn
ConnSyntax match connKeyword_loopIn /\%#=1\<in\>/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connComment_loopIn /#.*/ contained contains=@Spell nextgroup=@conn_loopIn skipwhite skipnl skipempty
ConnSyntax cluster conn_loopIn contains=connComment_loopIn,connKeyword_loopIn

" removal
ConnSyntax match connConnection_removal /\%#=1<<name>>/ contained nextgroup=@conn_removalBehind skipwhite skipnl skipempty
ConnSyntax match connComment_removal /#.*/ contained contains=@Spell nextgroup=@conn_removal skipwhite skipnl skipempty
ConnSyntax cluster conn_removal contains=connComment_removal,connConnection_removal

" removalBehind
ConnSyntax match connPlain_removalBehind /\%#=1,/ contained nextgroup=@conn_removalMore skipwhite skipnl skipempty
ConnSyntax match connComment_removalBehind /#.*/ contained contains=@Spell nextgroup=@conn_removalBehind skipwhite skipnl skipempty
ConnSyntax cluster conn_removalBehind contains=connComment_removalBehind,connPlain_removalBehind

" removalMore
ConnSyntax match connConnection_removalMore /\%#=1<<type_name>>/ contained nextgroup=@conn_removalBehind skipwhite skipnl skipempty
ConnSyntax match connKeyword_removalMore /\%#=1\<when\>\%(<<skip>>:\)\@!/ contained nextgroup=@conn_value skipwhite skipnl skipempty
ConnSyntax match connComment_removalMore /#.*/ contained contains=@Spell nextgroup=@conn_removalMore skipwhite skipnl skipempty
ConnSyntax cluster conn_removalMore contains=connComment_removalMore,connConnection_removalMore,connKeyword_removalMore

" from
ConnSyntax match connModule_from /\%#=1<<name>>/ contained nextgroup=@conn_fromBehind skipwhite skipnl skipempty
ConnSyntax match connPlain_from /\%#=1\.\+/ contained nextgroup=@conn_fromDots skipwhite skipnl skipempty
ConnSyntax match connComment_from /#.*/ contained contains=@Spell nextgroup=@conn_from skipwhite skipnl skipempty
ConnSyntax cluster conn_from contains=connComment_from,connModule_from,connPlain_from

" fromDots
ConnSyntax match connModule_fromDots /\%#=1<<name>>/ contained nextgroup=@conn_fromBehind skipwhite skipnl skipempty
ConnSyntax match connKeyword_fromDots /\%#=1\<import\>/ contained nextgroup=@conn_names skipwhite skipnl skipempty
ConnSyntax match connComment_fromDots /#.*/ contained contains=@Spell nextgroup=@conn_fromDots skipwhite skipnl skipempty
ConnSyntax cluster conn_fromDots contains=connComment_fromDots,connKeyword_fromDots,connModule_fromDots

" fromBehind
ConnSyntax match connKeyword_fromBehind /\%#=1\<import\>/ contained nextgroup=@conn_names skipwhite skipnl skipempty
ConnSyntax match connPlain_fromBehind /\%#=1\./ contained nextgroup=@conn_fromDots skipwhite skipnl skipempty
ConnSyntax match connComment_fromBehind /#.*/ contained contains=@Spell nextgroup=@conn_fromBehind skipwhite skipnl skipempty
ConnSyntax cluster conn_fromBehind contains=connComment_fromBehind,connKeyword_fromBehind,connPlain_fromBehind

" names
ConnSyntax match connName_names /\%#=1<<type_name>>/ contained nextgroup=@conn_namesBehind skipwhite skipnl skipempty
ConnSyntax region connInside_names matchgroup=connBracket_names start=/\%#=1(/ end=/)/ end=/\%#=1<<beginning>>\@=/ end=/}\@=/ end=/\%#=1<<field_line>>/ contained contains=@conn_names
ConnSyntax match connComment_names /#.*/ contained contains=@Spell nextgroup=@conn_names skipwhite skipnl skipempty
ConnSyntax cluster conn_names contains=connComment_names,connInside_names,connName_names

" namesBehind
ConnSyntax match connPlain_namesBehind /\%#=1,/ contained nextgroup=@conn_names skipwhite skipnl skipempty
ConnSyntax match connKeyword_namesBehind /\%#=1\<as\>/ contained nextgroup=@conn_namesAs skipwhite skipnl skipempty
ConnSyntax match connComment_namesBehind /#.*/ contained contains=@Spell nextgroup=@conn_namesBehind skipwhite skipnl skipempty
ConnSyntax cluster conn_namesBehind contains=connComment_namesBehind,connKeyword_namesBehind,connPlain_namesBehind

" namesAs
ConnSyntax match connName_namesAs /\%#=1<<name>>/ contained nextgroup=@conn_namesBehind skipwhite skipnl skipempty
ConnSyntax match connComment_namesAs /#.*/ contained contains=@Spell nextgroup=@conn_namesAs skipwhite skipnl skipempty
ConnSyntax cluster conn_namesAs contains=connComment_namesAs,connName_namesAs

" import
ConnSyntax match connModule_import /\%#=1<<name>>/ contained nextgroup=@conn_importBehind skipwhite skipnl skipempty
ConnSyntax match connComment_import /#.*/ contained contains=@Spell nextgroup=@conn_import skipwhite skipnl skipempty
ConnSyntax cluster conn_import contains=connComment_import,connModule_import

" importBehind
ConnSyntax match connKeyword_importBehind /\%#=1\<as\>/ contained nextgroup=@conn_importAs skipwhite skipnl skipempty
ConnSyntax match connPlain_importBehind /\%#=1\./ contained nextgroup=@conn_import skipwhite skipnl skipempty
ConnSyntax match connComment_importBehind /#.*/ contained contains=@Spell nextgroup=@conn_importBehind skipwhite skipnl skipempty
ConnSyntax cluster conn_importBehind contains=connComment_importBehind,connKeyword_importBehind,connPlain_importBehind

" importAs
ConnSyntax match connName_importAs /\%#=1<<name>>/ contained
ConnSyntax match connComment_importAs /#.*/ contained contains=@Spell nextgroup=@conn_importAs skipwhite skipnl skipempty
ConnSyntax cluster conn_importAs contains=connComment_importAs,connName_importAs

" what is filled into strings
syn match connPlaceholder_template /{[^\x01-\x39\x3a-\x40\x5b-\x5e\x60\x7b-\x7f][^\x01-\x2d\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*}/ contained
syn match connPlaceholder_raw /{[^\x01-\x39\x3a-\x40\x5b-\x5e\x60\x7b-\x7f][^\x01-\x2d\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*}/ contained
syn match connString_raw /{{\|}}/ contained
syn match connString_template /\\\%(N{[^}]*}\|[^{]\)\|{{\|}}/ contained
syn region connPlaceholder_field matchgroup=connPlaceholder_field start=/{/ end=/}/ contained contains=connPlaceholder_braces
syn match connString_field /\\\%(N{[^}]*}\|[^{]\)\|{{\|}}/ contained
syn region connPlaceholder_braces matchgroup=connPlaceholder_braces start=/{/ end=/}/ contained contains=connPlaceholder_braces
syn cluster connFilled_raw contains=connPlaceholder_raw,connString_raw,@Spell
syn cluster connFilled_template contains=connPlaceholder_template,connString_template,@Spell
syn cluster connFilled_field contains=connPlaceholder_field,connString_field,@Spell

hi def link connClass_bases connClass
hi def link connClass_className connClass
hi def link connClass_other connClass
hi def link connComment_attribute connComment
hi def link connComment_bases connComment
hi def link connComment_className connComment
hi def link connComment_declared connComment
hi def link connComment_dimension connComment
hi def link connComment_dimensionBehind connComment
hi def link connComment_dimensionColon connComment
hi def link connComment_dimensionList connComment
hi def link connComment_dimensionOptional connComment
hi def link connComment_dimensionOptionalInside connComment
hi def link connComment_dimensionType connComment
hi def link connComment_dimensions connComment
hi def link connComment_dimensionsAttribute connComment
hi def link connComment_dimensionsBehind connComment
hi def link connComment_dimensionsCondition connComment
hi def link connComment_dimensionsEquals connComment
hi def link connComment_dimensionsName connComment
hi def link connComment_dimensionsNegated connComment
hi def link connComment_equals connComment
hi def link connComment_field connComment
hi def link connComment_flag connComment
hi def link connComment_flagBehind connComment
hi def link connComment_from connComment
hi def link connComment_fromBehind connComment
hi def link connComment_fromDots connComment
hi def link connComment_head connComment
hi def link connComment_import connComment
hi def link connComment_importAs connComment
hi def link connComment_importBehind connComment
hi def link connComment_inner connComment
hi def link connComment_innerAttribute connComment
hi def link connComment_item connComment
hi def link connComment_loop connComment
hi def link connComment_loopIn connComment
hi def link connComment_name connComment
hi def link connComment_nameAttribute connComment
hi def link connComment_nameBehind connComment
hi def link connComment_nameCondition connComment
hi def link connComment_nameEquals connComment
hi def link connComment_nameNegated connComment
hi def link connComment_names connComment
hi def link connComment_namesAs connComment
hi def link connComment_namesBehind connComment
hi def link connComment_negated connComment
hi def link connComment_operator connComment
hi def link connComment_other connComment
hi def link connComment_path connComment
hi def link connComment_pathWord connComment
hi def link connComment_removal connComment
hi def link connComment_removalBehind connComment
hi def link connComment_removalMore connComment
hi def link connComment_templateName connComment
hi def link connComment_type connComment
hi def link connComment_typeBehind connComment
hi def link connComment_typeOptional connComment
hi def link connComment_typeOptionalInside connComment
hi def link connComment_typeType connComment
hi def link connComment_value connComment
hi def link connConnection_declared connConnection
hi def link connConnection_other connConnection
hi def link connConnection_removal connConnection
hi def link connConnection_removalMore connConnection
hi def link connConstant_dimensionList connConstant
hi def link connConstant_dimensionOptional connConstant
hi def link connConstant_dimensionOptionalInside connConstant
hi def link connConstant_dimensions connConstant
hi def link connConstant_dimensionsCondition connConstant
hi def link connConstant_inner connConstant
hi def link connConstant_item connConstant
hi def link connConstant_name connConstant
hi def link connConstant_nameCondition connConstant
hi def link connConstant_typeOptional connConstant
hi def link connConstant_typeOptionalInside connConstant
hi def link connConstant_value connConstant
hi def link connDimension_dimension connDimension
hi def link connDimension_dimensionList connDimension
hi def link connDimension_dimensionsName connDimension
hi def link connField_item connField
hi def link connFlag_flag connFlag
hi def link connFunction_attribute connFunction
hi def link connFunction_dimensions connFunction
hi def link connFunction_dimensionsAttribute connFunction
hi def link connFunction_dimensionsCondition connFunction
hi def link connFunction_inner connFunction
hi def link connFunction_innerAttribute connFunction
hi def link connFunction_name connFunction
hi def link connFunction_nameAttribute connFunction
hi def link connFunction_nameCondition connFunction
hi def link connFunction_value connFunction
hi def link connKeyword_flag connKeyword
hi def link connKeyword_fromBehind connKeyword
hi def link connKeyword_fromDots connKeyword
hi def link connKeyword_importBehind connKeyword
hi def link connKeyword_item connKeyword
hi def link connKeyword_loopIn connKeyword
hi def link connKeyword_namesBehind connKeyword
hi def link connKeyword_removalMore connKeyword
hi def link connKind_item connKind
hi def link connModule_from connModule
hi def link connModule_fromDots connModule
hi def link connModule_import connModule
hi def link connName_importAs connName
hi def link connName_names connName
hi def link connName_namesAs connName
hi def link connNumber_dimensionList connNumber
hi def link connNumber_dimensions connNumber
hi def link connNumber_dimensionsCondition connNumber
hi def link connNumber_inner connNumber
hi def link connNumber_item connNumber
hi def link connNumber_name connNumber
hi def link connNumber_nameCondition connNumber
hi def link connNumber_value connNumber
hi def link connOperator_dimensionList connOperator
hi def link connOperator_dimensions connOperator
hi def link connOperator_dimensionsBehind connOperator
hi def link connOperator_dimensionsCondition connOperator
hi def link connOperator_dimensionsNegated connOperator
hi def link connOperator_inner connOperator
hi def link connOperator_item connOperator
hi def link connOperator_name connOperator
hi def link connOperator_nameBehind connOperator
hi def link connOperator_nameCondition connOperator
hi def link connOperator_nameNegated connOperator
hi def link connOperator_negated connOperator
hi def link connOperator_operator connOperator
hi def link connOperator_value connOperator
hi def link connSetting_item connSetting
hi def link connSetting_pathWord connSetting
hi def link connString_dimension connString
hi def link connString_dimensionClose connString
hi def link connString_dimensionList connString
hi def link connString_dimensionListClose connString
hi def link connString_dimensionListLong connString
hi def link connString_dimensionListOpen connString
hi def link connString_dimensionLong connString
hi def link connString_dimensionOpen connString
hi def link connString_dimensions connString
hi def link connString_dimensionsClose connString
hi def link connString_dimensionsCondition connString
hi def link connString_dimensionsConditionClose connString
hi def link connString_dimensionsConditionLong connString
hi def link connString_dimensionsConditionOpen connString
hi def link connString_dimensionsLong connString
hi def link connString_dimensionsOpen connString
hi def link connString_inner connString
hi def link connString_innerClose connString
hi def link connString_innerLong connString
hi def link connString_innerOpen connString
hi def link connString_item connString
hi def link connString_itemClose connString
hi def link connString_itemLong connString
hi def link connString_itemOpen connString
hi def link connString_name connString
hi def link connString_nameClose connString
hi def link connString_nameCondition connString
hi def link connString_nameConditionClose connString
hi def link connString_nameConditionLong connString
hi def link connString_nameConditionOpen connString
hi def link connString_nameLong connString
hi def link connString_nameOpen connString
hi def link connString_type connString
hi def link connString_typeClose connString
hi def link connString_typeLong connString
hi def link connString_typeOpen connString
hi def link connString_value connString
hi def link connString_valueClose connString
hi def link connString_valueLong connString
hi def link connString_valueOpen connString
hi def link connTemplate_other connTemplate
hi def link connTemplate_templateName connTemplate
hi def link connType_dimensionType connType
hi def link connType_type connType
hi def link connType_typeType connType
hi def link connVariable_attribute connVariable
hi def link connVariable_dimensions connVariable
hi def link connVariable_dimensionsAttribute connVariable
hi def link connVariable_dimensionsCondition connVariable
hi def link connVariable_inner connVariable
hi def link connVariable_innerAttribute connVariable
hi def link connVariable_loop connVariable
hi def link connVariable_name connVariable
hi def link connVariable_nameAttribute connVariable
hi def link connVariable_nameCondition connVariable
hi def link connVariable_value connVariable
hi def link connString_raw connString
hi def link connString_template connString
hi def link connString_field connString
hi def link connPlaceholder_raw connPlaceholder
hi def link connPlaceholder_template connPlaceholder
hi def link connPlaceholder_field connPlaceholder
hi def link connPlaceholder_braces connPlaceholder

hi def link connComment Comment
hi def link connString String
hi def link connPlaceholder Special
hi def link connKeyword Keyword
hi def link connKind StorageClass
hi def link connOperator Operator
hi def link connConstant Constant
hi def link connNumber Number
hi def link connClass Structure
hi def link connConnection Identifier
hi def link connField Identifier
hi def link connTemplate Macro
hi def link connDimension Tag
hi def link connType Type
hi def link connFlag Label
hi def link connSetting PreProc
hi def link connModule Include
hi def link connFunction Function

delcommand ConnSyntax
delfunction s:Whole
unlet s:parts
let b:current_syntax = 'conn'

let &cpo = s:cpo_save
unlet s:cpo_save
