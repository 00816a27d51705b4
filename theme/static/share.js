// "Pass it on": the device's own sheet where it has one, and the link to copy. Every other way is a plain link.
const list = document.querySelector("[data-share]");
const address = document.querySelector("link[rel=canonical]").href;

function offer(text, act) {
  const item = document.createElement("li");
  const button = item.appendChild(document.createElement("button"));
  button.textContent = text;
  button.addEventListener("click", () => act(button));
  list.prepend(item);
}

if (navigator.clipboard) {
  offer(list.dataset.copy, async (button) => {
    await navigator.clipboard.writeText(address);
    button.textContent = list.dataset.copied;
  });
}
if (navigator.share) {
  const title = document.querySelector("h1").textContent;
  offer(list.dataset.share, () => navigator.share({ title, url: address }).catch(() => {}));
}
