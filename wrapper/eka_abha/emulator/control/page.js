// Keeps the page fresh: fetches it again and puts in what has changed, so that focus and selection stay.
"use strict";

const news = document.getElementById("news");
let known = otps(document).map((row) => row.dataset.key);
let answering = true;

function otps(root) {
  return [...root.querySelectorAll("#otps [data-key]")];
}

function say(text) {
  news.textContent = text;
}

function update(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const keyed = new Map([...old.children].map((child) => [child.dataset.key, child]));
  let place = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const key = next.dataset?.key;
    const match = key ? keyed.get(key) : place && !place.dataset?.key ? place : null;
    if (!match) {
      old.insertBefore(next, place);
    } else {
      if (match === place) place = place.nextSibling;
      else old.insertBefore(match, place);
      update(match, next);
    }
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

async function refresh() {
  try {
    const answer = await fetch("/", { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = otps(fresh);
    const fresher = rows.filter((row) => !known.includes(row.dataset.key));
    known = rows.map((row) => row.dataset.key);
    update(document.querySelector("main"), fresh.querySelector("main"));
    if (!answering) say("The emulator answers again.");
    if (fresher.length) {
      const [latest] = fresher;
      say(`New OTP ${latest.querySelector("code").textContent} to ${latest.querySelector("b").textContent}`);
    }
    answering = true;
  } catch {
    if (answering) say("The emulator does not answer; what is shown is what was known last.");
    answering = false;
  }
}

async function keepFresh() {
  if (!document.hidden) await refresh();
  setTimeout(keepFresh, 1000);
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without HTTPS, browsers have a clipboard for pages of this machine only.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (!copied) throw new Error("not copied");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await copy(button.dataset.copy);
    say(`Copied ${button.dataset.copy}`);
  } catch {
    say("The browser did not allow copying; select the OTP by hand.");
  }
  button.focus();
});

document.documentElement.classList.add("live");
setTimeout(keepFresh, 1000);
