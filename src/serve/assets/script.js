// What makes the pages handier; they work without it. Keys, jumps from match to match, a histogram that can be brushed,
// and the progress of a run that reads.
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
  const bars = [...svg.querySelectorAll("a")];
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
    const ends = [bars[first], bars[last]].map((bar) => bar.dataset.value);
    tip.textContent = first === last ? bars[first].getAttribute("aria-label") : ends.join(" to ");
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
    const address = new URL(bars[first].href.baseVal, location.href);
    address.searchParams.set("since", bars[first].dataset.value);
    address.searchParams.set("until", bars[last].dataset.value);
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
    const here = bars.indexOf(event.target.closest("a"));
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
    bars[next].focus();
    show(...span());
  });
}

document.querySelectorAll(".drawing").forEach(brush);

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
