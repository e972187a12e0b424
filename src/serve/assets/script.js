// What makes the pages handier; they work without it. Keys, jumps from match to match, a histogram that can be brushed,
// proposals for the box, and the progress of a run that reads.
"use strict";

const box = document.getElementById("q");
const isTyping = (event) => event.target.closest("input, textarea, select") !== null;

// Keys.

function go(items, step) {
  if (items.length === 0) return;
  const at = items.findIndex((item) => item.classList.contains("on"));
  const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + step, 0), items.length - 1);
  if (at >= 0) items[at].classList.remove("on");
  items[next].classList.add("on");
  const link = items[next].querySelector("a");
  if (link) link.focus({ preventScroll: true });
  items[next].scrollIntoView({ block: "nearest" });
}

function jump(step) {
  const marks = [...document.querySelectorAll("mark[id]")];
  if (marks.length === 0) return;
  const at = marks.findIndex((mark) => "#" + mark.id === location.hash);
  const next = marks[(at + step + marks.length + (at < 0 && step < 0 ? 1 : 0)) % marks.length];
  location.replace("#" + next.id);
  next.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const hits = [...document.querySelectorAll(".hit")];
  const keys = {
    "/": () => { box.focus(); box.select(); },
    j: () => go(hits, 1),
    k: () => go(hits, -1),
    o: () => document.querySelector(".hit.on h2 a")?.click(),
    n: () => jump(1),
    p: () => jump(-1),
    "?": () => { location.href = "/help"; },
  };
  const action = keys[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

// The histogram: drag, or Shift and arrow keys, for a range; a click or Enter for a single bar.

function brush(drawing) {
  const svg = drawing.querySelector("svg");
  // Days, months or years, and the gaps between them.
  const bars = [...svg.querySelectorAll("[data-since]")];
  if (bars.length === 0) return;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  drawing.append(tip);
  let from = null;
  let to = null;
  let dragged = false;

  const at = (event) => {
    const { left, width } = svg.getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / width) * bars.length);
    return Math.min(Math.max(place, 0), bars.length - 1);
  };
  const span = () => [Math.min(from, to), Math.max(from, to)];
  const show = (first, last) => {
    bars.forEach((bar, place) => bar.classList.toggle("on", place >= first && place <= last));
    const ends = bars[first].dataset.since + " to " + bars[last].dataset.until;
    tip.textContent = first === last ? bars[first].getAttribute("aria-label") : ends;
    tip.hidden = false;
    const { width } = drawing.getBoundingClientRect();
    const middle = (((first + last + 1) / 2) * width) / bars.length;
    tip.style.left = Math.min(Math.max(middle - tip.offsetWidth / 2, 0), width - tip.offsetWidth) + "px";
  };
  const clear = () => {
    from = to = null;
    bars.forEach((bar) => bar.classList.remove("on"));
    tip.hidden = true;
  };
  const take = (first, last) => {
    const address = new URL(svg.querySelector("a").href.baseVal, location.href);
    address.searchParams.set("since", bars[first].dataset.since);
    address.searchParams.set("until", bars[last].dataset.until);
    location.href = address.href;
  };

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = to = at(event);
    dragged = false;
    show(from, to);
  });
  svg.addEventListener("pointermove", (event) => {
    const place = at(event);
    if (from === null) return show(place, place);
    if (place !== to) {
      dragged = true;
      svg.setPointerCapture(event.pointerId);
    }
    to = place;
    show(...span());
  });
  svg.addEventListener("pointerup", () => {
    if (from !== null && dragged) take(...span());
    from = null;
  });
  svg.addEventListener("pointerleave", () => { if (from === null) clear(); });
  svg.addEventListener("pointercancel", clear);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => { if (dragged) event.preventDefault(); });

  // One stop of the tab key for all bars.
  bars[bars.length - 1].setAttribute("tabindex", "0");
  svg.addEventListener("keydown", (event) => {
    const here = bars.indexOf(event.target.closest("[data-since]"));
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") clear();
    if (event.key === "Enter" && from !== null && from !== to) {
      event.preventDefault();
      take(...span());
    }
    if (here < 0 || step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(here + step, 0), bars.length - 1);
    if (event.shiftKey) {
      if (from === null) from = here;
    } else {
      from = next;
    }
    to = next;
    bars.forEach((bar, place) => bar.setAttribute("tabindex", place === next ? "0" : "-1"));
    // A gap is no link, and has the focus only while it is passed.
    bars[next].focus();
    show(...span());
  });
}

document.querySelectorAll(".drawing").forEach(brush);

// The box: fields and values that what is typed may go on with.

function complete(input) {
  const form = input.form;
  const list = document.createElement("ul");
  list.className = "options";
  list.id = "options";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Ways to go on");
  form.append(list);
  const names = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "options", "aria-expanded": "false" };
  Object.entries(names).forEach(([name, value]) => input.setAttribute(name, value));
  let stub = "";
  let chosen = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    const items = [...list.children];
    chosen = (place + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", items[chosen].id);
  };
  const take = (text) => {
    const caret = input.selectionStart;
    const before = input.value.slice(0, caret - stub.length) + text + (text.endsWith(":") ? "" : " ");
    input.value = before + input.value.slice(caret).trimStart();
    input.setSelectionRange(before.length, before.length);
    input.focus();
    close();
    if (text.endsWith(":")) ask();
  };
  const show = (answer) => {
    stub = answer.stub;
    list.replaceChildren(...answer.options.map((option, place) => {
      const item = document.createElement("li");
      item.id = "option" + place;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const parts = [["code", option.text], ["bdi", option.label], ["span", option.count ?? ""]];
      for (const [name, text] of parts) {
        const part = document.createElement(name);
        part.textContent = text;
        if (name === "span") part.className = "count";
        item.append(part);
      }
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        take(option.text);
      });
      item.dataset.text = option.text;
      return item;
    }));
    if (answer.options.length === 0) return close();
    chosen = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const ask = async () => {
    const mine = ++asked;
    const text = input.value.slice(0, input.selectionStart);
    if (text === "" || text.length > 1000) return close();
    const answer = await fetch("/complete?text=" + encodeURIComponent(text)).then((answer) => answer.json()).catch(() => null);
    // What was typed meanwhile has an answer of its own.
    if (mine !== asked || document.activeElement !== input) return;
    if (answer === null || answer.options === undefined) return close();
    show(answer);
  };

  input.addEventListener("input", ask);
  input.addEventListener("blur", () => { asked++; close(); });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      choose(chosen < 0 && step < 0 ? list.children.length - 1 : chosen + step);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen].dataset.text);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
}

if (box) complete(box);

// The progress of a run: numbers while it goes on, the whole page when it has come to its end.

async function follow(section) {
  const bar = section.querySelector("progress");
  const sentence = document.getElementById("sentence");
  for (;;) {
    await new Promise((done) => setTimeout(done, 500));
    const answer = await fetch("/archive/progress").then((answer) => answer.json()).catch(() => null);
    if (answer === null) continue;
    if (!answer.running) return location.replace("/archive");
    bar.value = answer.share;
    sentence.textContent = answer.text;
  }
}

const progress = document.getElementById("progress");
if (progress) follow(progress);
