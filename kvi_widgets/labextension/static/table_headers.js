// Markdown, and pandas too, cannot say which cells a header is for: a screen reader has to guess.

/** @param {Element} root in which tables come and go */
export function tieHeaders(root) {
  const tie = () => {
    for (const header of root.querySelectorAll("th:not([scope])")) {
      header.setAttribute("scope", header.closest("thead") ? "col" : "row");
    }
  };
  tie();
  new MutationObserver(tie).observe(root, { childList: true, subtree: true });
}
