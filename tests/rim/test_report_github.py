from conngen.report.github import render
from conngen.source import Source, Span

from .samples import DOC, duplicate, minimum, note


def test_each_diagnostic_is_one_command():
    assert render([minimum(), duplicate(), note()]) == (
        "::error file=calibrate.conn,line=2,col=34,endLine=2,endColumn=43,title=minimum-needs-multiple"
        "::a connection that holds one dataset cannot need 2%0Aadd `multiple`, or drop `minimum`\n"
        "::warning file=calibrate.conn,line=3,col=11,endLine=3,endColumn=12,title=duplicate-name"
        "::`a` is declared twice\n"
        "::notice file=other.conn,line=1,col=6,endLine=1,endColumn=7,title=missing-doc::`T` has no doc\n"
    )


def test_what_has_a_meaning_to_the_runner_is_escaped():
    source = Source("a,b:c%\n.conn", "x")
    text = render([DOC.at(source.at(Span(0, 1)), name="50%\r\n::error::x")])
    assert text == (
        "::notice file=a%2Cb%3Ac%25%0A.conn,line=1,col=1,endLine=1,endColumn=2,title=missing-doc"
        "::`50%25%0D%0A::error::x` has no doc\n"
    )


def test_a_place_of_several_lines_has_no_columns():
    source = Source("x.conn", "a\nb")
    assert "file=x.conn,line=1,endLine=2,title=" in render([DOC.at(source.at(Span(0, 3)), name="a")])
