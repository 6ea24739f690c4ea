"""Take the picture in the README: Neovim with the syntax file, the language server and a mistake.

    python scripts/make_screenshot.py

It needs Debian's ``neovim``, ``xterm``, ``xvfb``, ``imagemagick`` and ``fonts-dejavu-core``, and ``conngen[lsp]``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "editor.png"
COLUMNS, ROWS = 134, 20

TEXT = '''\
"""Detect and measure the sources of one image."""

task Detect[instrument, visit, detector] {
    template catalog = "src"

    input calexp: ExposureF[...] = "calexp"
        "Calibrated exposure to search."
    prerequisiteInput refCat: SimpleCatalog[skypix] = "gaia", multipel
        "Reference stars that overlap the exposure."
    output sources: SourceCatalog[...] = "{catalog}"
        "Detected sources."

    config {
        threshold: float = 5.0, min=1.0
            "Detection threshold, in sigma."
        doMatch: bool = True
            "Match the sources with reference stars?"
    }
}
'''

INIT = """
vim.opt.runtimepath:prepend(os.getenv("CONNGEN_VIM"))
vim.opt.termguicolors = true
vim.opt.number = true
vim.opt.signcolumn = "yes"
vim.opt.laststatus, vim.opt.ruler, vim.opt.showcmd = 0, false, false
vim.opt.fillchars = { eob = " " }
vim.opt.shortmess:append("FI")
local colours = {
  Normal = { "#d8dee9", "#20242c" }, NormalFloat = { "#d8dee9", "#2e3440" }, FloatBorder = { "#4c566a", "#2e3440" },
  LineNr = { "#4c566a" }, SignColumn = { "#4c566a", "#20242c" }, Comment = { "#7b88a1" }, String = { "#a3be8c" },
  Number = { "#b48ead" }, Boolean = { "#b48ead" }, Constant = { "#b48ead" }, Statement = { "#81a1c1" },
  Keyword = { "#81a1c1" }, Conditional = { "#81a1c1" }, Repeat = { "#81a1c1" }, Include = { "#81a1c1" },
  Operator = { "#81a1c1" }, StorageClass = { "#88c0d0" }, Structure = { "#88c0d0" }, Type = { "#8fbcbb" },
  Special = { "#d08770" }, SpecialChar = { "#ebcb8b" }, PreProc = { "#d08770" }, Identifier = { "#e5e9f0" },
  Function = { "#ebcb8b" }, Define = { "#d08770" }, Label = { "#d08770" }, Tag = { "#d08770" },
  DiagnosticError = { "#bf616a" }, DiagnosticVirtualTextError = { "#bf616a" },
}
for name, colour in pairs(colours) do
  vim.api.nvim_set_hl(0, name, { fg = colour[1], bg = colour[2] })
end
vim.api.nvim_set_hl(0, "DiagnosticUnderlineError", { sp = "#bf616a", underline = true })
vim.diagnostic.config({ virtual_text = { prefix = "■" }, signs = true, underline = true })
vim.cmd("filetype plugin indent on | syntax on")
vim.api.nvim_create_autocmd("FileType", {
  pattern = "conn",
  callback = function(event)
    local client = vim.lsp.start_client({
      name = "conngen", cmd = { os.getenv("CONNGEN_COMMAND"), "lsp" }, root_dir = vim.fn.getcwd(),
    })
    vim.lsp.buf_attach_client(event.buf, client)
    vim.defer_fn(function()
      vim.api.nvim_win_set_cursor(0, { 10, 14 })
      vim.lsp.buf.hover()
    end, 6000)
  end,
})
"""


def main() -> int:
    """Take the picture; say what is missing if it can't be taken."""
    missing = [tool for tool in ("Xvfb", "xterm", "nvim", "import") if shutil.which(tool) is None]
    if missing:
        print(f"not found: {', '.join(missing)}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "detect.conn").write_text(TEXT, encoding="utf-8")
        (folder / "init.lua").write_text(INIT, encoding="utf-8")
        display = f":{os.getpid() % 1000 + 100}"
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": name,
            "CONNGEN_VIM": str(ROOT / "editors" / "vim"),
            "CONNGEN_COMMAND": str(Path(sys.executable).with_name("conngen")),
        }
        server = subprocess.Popen(["Xvfb", display, "-screen", "0", "1600x900x24", "-nolisten", "tcp"])
        try:
            time.sleep(1)
            terminal = subprocess.Popen(_terminal(), cwd=folder, env=environment)
            time.sleep(12)
            PICTURE.parent.mkdir(parents=True, exist_ok=True)
            take = ["import", "-window", "root", "-trim", "-strip", "-colors", "128", str(PICTURE)]
            subprocess.run(take, env=environment, check=True)
            terminal.terminate()
        finally:
            server.terminate()
    return 0


def _terminal() -> list[str]:
    look = ["-fa", "DejaVu Sans Mono", "-fs", "11", "-bg", "#20242c", "-fg", "#d8dee9", "-b", "12", "+sb"]
    size = ["-geometry", f"{COLUMNS}x{ROWS}+0+0", "-xrm", "XTerm*directColor: true"]
    return ["xterm", *look, *size, "-tn", "xterm-direct", "-e", "nvim", "-u", "init.lua", "detect.conn"]


if __name__ == "__main__":
    sys.exit(main())
