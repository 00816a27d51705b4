// A gallery's pictures are links to themselves; here they open in a dialog, with arrows from one to the next.
const gallery = document.querySelector(".gallery");
const links = [...gallery.querySelectorAll("a")];
const { close, before, after } = gallery.dataset;
let index = 0;
let dialog;

function made(name, parent) {
  return parent.appendChild(document.createElement(name));
}

function show(next) {
  index = (next + links.length) % links.length;
  const [image, words] = dialog.children;
  image.src = links[index].href;
  image.alt = links[index].querySelector("img").alt;
  words.textContent = links[index].parentElement.querySelector("figcaption")?.textContent;
}

function offer(sign, label, act) {
  const button = made("button", dialog.lastChild);
  Object.assign(button, { className: "button quiet", textContent: sign, ariaLabel: label });
  button.addEventListener("click", act);
}

function open() {
  dialog = made("dialog", document.body);
  for (const name of ["img", "p", "p"]) made(name, dialog);
  dialog.children[1].ariaLive = "polite";
  if (links.length > 1) {
    offer("←", before, () => show(index - 1));
    offer("→", after, () => show(index + 1));
  }
  offer("×", close, () => dialog.close());
  dialog.addEventListener("keydown", (press) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[press.key];
    if (step) show(index + step);
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    links[index].focus();
  });
}

for (const [number, link] of links.entries()) {
  link.addEventListener("click", (press) => {
    if (press.ctrlKey || press.metaKey || press.shiftKey) return;
    press.preventDefault();
    open();
    show(number);
    dialog.showModal();
  });
}
