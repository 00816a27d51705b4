// Search, on the reader's own device: Pagefind's index, and a list of its answers.
const form = document.getElementById("search");
const box = form?.querySelector("input");
const found = document.getElementById("found");
const results = document.getElementById("results");
const words = form?.dataset;
const STEP = 12;
let pagefind;
let turn = 0;

function drawn(name, className = "", text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

// Pagefind marks the words it found and escapes all else: of what it says, only marks and letters are kept.
function marked({ excerpt, content }) {
  const text = drawn("p");
  for (const node of new DOMParser().parseFromString(`<p>${excerpt}</p>`, "text/html").querySelector("p").childNodes) {
    text.append(node.nodeName === "MARK" ? drawn("mark", "", node.textContent) : node.textContent);
  }
  const part = text.textContent.trim();
  if (!content.trim().startsWith(part)) text.prepend("… ");
  if (!content.trim().endsWith(part)) text.append(" …");
  return text;
}

async function show(answers, from, mine) {
  const part = await Promise.all(answers.slice(from, from + STEP).map((answer) => answer.data()));
  if (mine !== turn) return;
  results.querySelector("button")?.parentElement.remove();
  for (const [place, story] of part.entries()) {
    const item = drawn("li", story.meta.image ? "card found" : "card bare found");
    const link = drawn("a", "", story.meta.title);
    link.href = story.url;
    item.lang = story.meta.lang;
    if (story.meta.image) {
      const image = drawn("img");
      Object.assign(image, { src: story.meta.image, alt: "", width: 480, height: 320, loading: "lazy" });
      item.append(image);
    }
    const heading = drawn("h2");
    heading.append(link);
    const teller = drawn("p", "meta", [story.meta.teller, story.meta.date].filter(Boolean).join(" · "));
    item.append(heading, marked(story), teller);
    results.append(item);
    if (from && !place) link.focus();
  }
  if (answers.length > from + STEP) {
    const more = drawn("button", "button quiet", words.more);
    more.addEventListener("click", () => show(answers, from + STEP, mine));
    const item = drawn("li");
    item.append(more);
    results.append(item);
  }
}

// "tea" is tea wherever that is a word of its own; where it is none, it is how "teaspoon" begins.
async function whole(asked, answers) {
  if (/[\s"]/.test(asked)) return answers;
  const exact = new Set((await pagefind.search(`"${asked}"`)).results.map((answer) => answer.id));
  return exact.size ? answers.filter((answer) => exact.has(answer.id)) : answers;
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
    const answers = await whole(asked, answer.results);
    if (mine !== turn) return;
    const many = answers.length;
    const said = many === 0 ? words.none : many === 1 ? words.one : words.many;
    found.textContent = said.replace("{number}", many);
    results.replaceChildren();
    await show(answers, 0, mine);
  } catch {
    found.textContent = words.trouble;
  }
}

if (form) {
  form.addEventListener("submit", (press) => {
    press.preventDefault();
    look();
  });
  box.addEventListener("input", look);
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  if (box.value) look();
}
