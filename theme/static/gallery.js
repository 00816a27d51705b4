// A gallery's pictures are links to themselves; here they open in a dialog, with arrows from one to the next.
const gallery = document.querySelector(".gallery");
const links = [...gallery.querySelectorAll("a")];
const dialog = document.createElement("dialog");
const image = document.createElement("img");
const words = document.createElement("p");
const row = document.createElement("p");
let index = 0;

function show(next) {
  index = (next + links.length) % links.length;
  const small = links[index].querySelector("img");
  image.src = links[index].href;
  image.alt = small.alt;
  words.textContent = links[index].parentElement.querySelector("figcaption")?.textContent ?? "";
}

function button(sign, name, act) {
  const made = document.createElement("button");
  made.className = "button";
  made.textContent = sign;
  made.ariaLabel = name;
  made.addEventListener("click", act);
  row.append(made);
}

const { close, before, after } = gallery.dataset;
if (links.length > 1) button("←", before, () => show(index - 1));
if (links.length > 1) button("→", after, () => show(index + 1));
button("×", close, () => dialog.close());
words.ariaLive = "polite";
dialog.append(image, words, row);
document.body.append(dialog);
dialog.addEventListener("keydown", (press) => {
  if (press.key === "ArrowLeft") show(index - 1);
  if (press.key === "ArrowRight") show(index + 1);
});
dialog.addEventListener("click", (press) => press.target === dialog && dialog.close());
dialog.addEventListener("close", () => links[index].focus());
for (const [number, link] of links.entries()) {
  link.addEventListener("click", (press) => {
    if (press.ctrlKey || press.metaKey || press.shiftKey) return;
    press.preventDefault();
    show(number);
    dialog.ariaLabel = gallery.dataset.name;
    dialog.showModal();
  });
}
