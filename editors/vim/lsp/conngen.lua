-- Made by scripts/make_editors.py; a test compares it.
--
-- Neovim 0.11 and newer find this file on the runtimepath; vim.lsp.enable('conngen') starts the server for every .conn file.
-- Neovim 0.8 to 0.10: put this into your init.lua
--
--   vim.api.nvim_create_autocmd('FileType', {
--     pattern = 'conn',
--     callback = function(args)
--       vim.lsp.start({
--         name = 'conngen',
--         cmd = { 'conngen', 'lsp' },
--         root_dir = vim.fs.dirname(vim.fs.find({ 'pyproject.toml', '.git' }, { upward = true, path = args.file })[1]),
--       })
--     end,
--   })
--
-- Neovim 0.7: put this there instead
--
--   local client
--   vim.api.nvim_create_autocmd('FileType', {
--     pattern = 'conn',
--     callback = function(args)
--       client = client or vim.lsp.start_client({ name = 'conngen', cmd = { 'conngen', 'lsp' }, root_dir = vim.fn.getcwd() })
--       vim.lsp.buf_attach_client(args.buf, client)
--     end,
--   })
return {
  cmd = { 'conngen', 'lsp' },
  filetypes = { 'conn' },
  root_markers = { 'pyproject.toml', '.git' },
}
