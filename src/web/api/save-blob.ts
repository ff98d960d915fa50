/** Hands a document to the browser, to be kept under a name. */
export function saveBlob(document_: Blob, name: string): void {
  const url = URL.createObjectURL(document_);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
