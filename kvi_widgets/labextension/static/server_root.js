// Which folder the server shows.

/**
 * JupyterLab says it; in Notebook the language server's extension does, as an address.
 * @param {(name: string) => string} option of the page
 */
export function serverRoot(option) {
  const address = option("rootUri");
  if (option("serverRoot") || !address) return option("serverRoot");
  return decodeURIComponent(new URL(address).pathname).replace(/^\/([a-z]):/i, (_, drive) => `${drive.toUpperCase()}:`);
}
