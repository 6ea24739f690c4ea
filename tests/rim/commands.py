"""Running the command in this process, and files for it."""

from pathlib import Path

from click.testing import CliRunner

from conngen import cli

GOOD = '''"""Measure stars."""

task Stars[instrument, visit, detector] {
    "Measure stars."

    input exposure: ExposureF[...] = "calexp"
        "Calibrated exposure to measure."
    output catalog: SourceCatalog[...] = "stars"
        "What was measured."

    config {
        threshold: float = 5.0
            "Detection threshold."
    }
}
'''
BAD = GOOD.replace('"calexp"', '"calexp", multipel')
MODULES = ("stars_config.py", "stars_connections.py", "stars_task.py")


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: str, status: int = 0, text: str | bytes | None = None):
    result = CliRunner().invoke(cli.cli, arguments, input=text)
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result


def importing(text: str, line: str) -> str:
    return text.replace('"""\n\n', f'"""\n\n{line}\n\n', 1)


def files(folder: str = ".") -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file() and path.parent.name != ".conngen_cache"
    }
