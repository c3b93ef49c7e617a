// Fields grow with what is written, so that paper shows it all; nobody leaves a written page by mistake.

document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLTextAreaElement) while (target.scrollHeight > target.clientHeight) target.rows += 1;
});
window.addEventListener("beforeunload", (event) => {
  const written = [...document.querySelectorAll("textarea,input")].some(
    (field) =>
      (field instanceof HTMLTextAreaElement && field.value) ||
      (field instanceof HTMLInputElement && (field.type === "text" ? field.value : field.checked)),
  );
  if (written) event.preventDefault();
});
