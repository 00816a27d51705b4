// Search, on the reader's own device: Pagefind's index, and a list of its answers.
const form = document.getElementById("search");
const box = form?.querySelector("input");
const found = document.getElementById("found");
const results = document.getElementById("results");
const words = form?.dataset;
const STEP = 10;
let pagefind;
let turn = 0;

async function show(answers, from, mine) {
  const part = await Promise.all(answers.slice(from, from + STEP).map((answer) => answer.data()));
  if (mine !== turn) return;
  results.querySelector("button")?.parentElement.remove();
  for (const [place, story] of part.entries()) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = story.url;
    link.textContent = story.meta.title;
    const text = document.createElement("p");
    // Pagefind marks the words it found and escapes all else; only the marks are kept.
    for (const [at, piece] of story.excerpt.split(/<\/?mark>/).entries()) {
      const node = document.createElement(at % 2 ? "mark" : "span");
      node.textContent = new DOMParser().parseFromString(piece, "text/html").body.textContent;
      text.append(node);
    }
    item.append(link, text);
    results.append(item);
    if (from && !place) link.focus();
  }
  if (answers.length > from + STEP) {
    const more = document.createElement("button");
    more.className = "button quiet";
    more.textContent = words.more;
    more.addEventListener("click", () => show(answers, from + STEP, mine));
    const item = document.createElement("li");
    item.append(more);
    results.append(item);
  }
}

async function look() {
  const mine = ++turn;
  const asked = box.value.trim();
  history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
  if (!asked) {
    found.textContent = "";
    results.replaceChildren();
    return;
  }
  try {
    pagefind ??= await import(words.pagefind);
    const answer = await pagefind.debouncedSearch(asked);
    if (!answer || mine !== turn) return;
    const many = answer.results.length;
    const said = many === 0 ? words.none : many === 1 ? words.one : words.many;
    found.textContent = said.replace("{number}", many);
    results.replaceChildren();
    await show(answer.results, 0, mine);
  } catch {
    found.textContent = words.trouble;
  }
}

if (form) {
  form.hidden = false;
  form.addEventListener("submit", (press) => {
    press.preventDefault();
    look();
  });
  box.addEventListener("input", look);
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  if (box.value) look();
}
