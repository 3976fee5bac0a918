"use strict";
/* Shows what the server tells, in two languages. Text is only ever set as text. */

const WORDS = {
  vi: {
    other: "English", skip: "Đến nội dung", try: "Thử ngay", announce: "Phát thông báo",
    pull: "Rút dây tổng đài SMS", plug: "Cắm lại dây tổng đài SMS", emergency: "Phát tin khẩn cấp",
    district: "Quận, huyện", powerOff: "Cắt điện loa", powerOn: "Cấp điện lại cho tất cả",
    campaigns: "Đợt truyền thông", noCampaign: "Chưa phát gì. Bấm “Phát thông báo”.",
    proven: "có bằng chứng", sent: "đã gửi", refused: "bị từ chối", doubt: "chưa rõ", unsent: "chưa gửi",
    wards: "Phường, xã đã nghe", doubts: "Chưa rõ đã gửi hay chưa", shelf: "Báo cáo để mở",
    calendar: "Lịch báo cáo", period: "Kỳ", before: "Hạn, trước", onTime: "Đúng hạn", late: "Trễ",
    missing: "Chưa nộp", themes: "Chủ đề của kế hoạch", log: "Diễn biến", now: "đang phát",
    linked: "● trực tiếp", cut: "○ mất kết nối, đang nối lại…",
    noDoubt: "Không có.", someDoubt: "{all} lượt; mỗi lượt do một người quyết định.",
    wasSent: "Đã gửi", again: "Gửi lại", decideFor: "{what}, {who}",
    wardSum: "{heard} trên {wards} phường, xã; {devices} loa: {title}", noWards: "Chưa có loa nào được gọi.",
    rate: "{rate}/giây, còn {left}; cửa sổ {inFlight}/{window}", leftSeconds: "{s} giây", leftNone: "chưa biết",
    leftDone: "0 giây", first: "Tin đầu tiên tới nơi sau {ms} ms.", of: "{done} trên {all}",
    done: "Xong.", working: "Đang làm…",
    ROUTINE: "thông thường", PRIORITY: "ưu tiên", EMERGENCY: "khẩn cấp",
    RUNNING: "đang chạy", PAUSED: "tạm dừng", CANCELLED: "đã hủy", COMPLETED: "hoàn tất", SCHEDULED: "đã hẹn giờ",
    heard: "đã nghe", part: "nghe một phần", playing: "đang phát", waiting: "đang chờ", offline: "mất kết nối", silent: "chưa nghe",
    started: "Bắt đầu {what} qua {channel}, {count} nơi nhận.", completed: "Hoàn tất {what} qua {channel}.",
    answered: "{what}: mọi lượt gửi qua {channel} đã có trả lời.",
    channelPaused: "Kênh {channel} tạm dừng: {why}", channelResumed: "Kênh {channel} chạy lại.",
    pulled: "Đã rút dây tổng đài SMS.", plugged: "Đã cắm lại dây tổng đài SMS.",
    darkened: "Đã cắt điện loa ở {where}.", restored: "Đã cấp điện lại.", emergencySaid: "Tin khẩn cấp đi trước hàng đợi.",
    decided: "Một lượt chưa rõ đã được quyết định."
  },
  en: {
    other: "Tiếng Việt", skip: "To the content", try: "Try it", announce: "Send the announcement",
    pull: "Pull the SMSC's plug", plug: "Plug the SMSC in again", emergency: "Send an emergency",
    district: "District", powerOff: "Cut the loudspeakers' power", powerOn: "Give power back to all",
    campaigns: "Campaigns", noCampaign: "Nothing sent yet. Press “Send the announcement”.",
    proven: "with proof", sent: "sent", refused: "refused", doubt: "in doubt", unsent: "not sent",
    wards: "Wards that heard it", doubts: "In doubt", shelf: "Reports to open",
    calendar: "Reports due", period: "Period", before: "Due before", onTime: "On time", late: "Late",
    missing: "Missing", themes: "Themes of the plan", log: "What happened", now: "being announced",
    linked: "● live", cut: "○ connection lost, reconnecting…",
    noDoubt: "None.", someDoubt: "{all} deliveries; a person decides about each.",
    wasSent: "It was sent", again: "Send again", decideFor: "{what}, {who}",
    wardSum: "{heard} of {wards} wards; {devices} loudspeakers: {title}", noWards: "No loudspeaker was called yet.",
    rate: "{rate} a second, {left} left; window {inFlight}/{window}", leftSeconds: "{s} s", leftNone: "unknown",
    leftDone: "0 s", first: "The first one was there after {ms} ms.", of: "{done} of {all}",
    done: "Done.", working: "Working…",
    ROUTINE: "routine", PRIORITY: "priority", EMERGENCY: "emergency",
    RUNNING: "running", PAUSED: "paused", CANCELLED: "cancelled", COMPLETED: "complete", SCHEDULED: "scheduled",
    heard: "heard", part: "heard in part", playing: "playing", waiting: "waiting", offline: "offline", silent: "not heard",
    started: "{what} began over {channel}, {count} recipients.", completed: "{what} is complete over {channel}.",
    answered: "{what}: every delivery over {channel} has its answer.",
    channelPaused: "Channel {channel} pauses: {why}", channelResumed: "Channel {channel} goes on.",
    pulled: "The SMSC's plug is out.", plugged: "The SMSC's plug is in again.",
    darkened: "The loudspeakers of {where} have no power.", restored: "Power is back.", emergencySaid: "The emergency goes ahead of the queue.",
    decided: "A delivery in doubt was decided."
  }
};
const ZONE = "Asia/Ho_Chi_Minh";
const GLYPHS = { heard: "✓", part: "◐", playing: "♪", waiting: "…", offline: "⌁", silent: "✗" };
const state = {};
let language = location.hash === "#en" || location.hash === "#vi"
  ? location.hash.slice(1)
  : (navigator.language || "vi").startsWith("vi") ? "vi" : "en";
let clockAt = null;

const $ = (id) => document.getElementById(id);
const set = (element, text) => { if (element.textContent !== text) { element.textContent = text; } };
const word = (name) => WORDS[language][name] || name;
const say = (name, values) => word(name).replace(/\{(\w+)\}/g, (all, key) => key in values ? String(values[key]) : all);
/* English as it writes days before months, like everybody around. */
const locale = () => language === "en" ? "en-GB" : language;
const number = (value) => new Intl.NumberFormat(locale()).format(value);
const both = (words) => language === "en" && words.en ? words.en : words.vi;
const instant = (iso, options) => new Intl.DateTimeFormat(locale(), { timeZone: ZONE, ...options }).format(new Date(iso));

/* One element for each key, kept where it is: what has the focus keeps it. */
function each(parent, items, key, make, update) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, at) => {
    const name = key(item);
    let child = before.get(name);
    if (!child) {
      child = make(item);
      child.dataset.key = name;
    }
    before.delete(name);
    if (parent.children[at] !== child) { parent.insertBefore(child, parent.children[at] || null); }
    update(child, item);
  });
  before.forEach((gone) => gone.remove());
}
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) { made.className = className; }
  made.append(...children);
  return made;
}

function showPlan(plan) {
  set($("title"), both(plan.title));
  set($("subtitle"), plan.document + " · " + both(plan.issuer));
  document.title = "Loa – " + plan.document;
  each($("themes"), plan.themes, (it) => it.clause, () => element("li", ""), (li, theme) => {
    const now = theme.clause === plan.announced;
    li.className = now ? "now" : "";
    set(li, theme.clause + " " + both(theme.text) + (now ? " ◂ " + word("now") : ""));
  });
}

function showCalendar(dates) {
  const next = dates.find((it) => it.open);
  each($("calendar"), dates, (it) => it.kind + it.period,
    () => {
      const th = element("th", "");
      th.scope = "row";
      return element("tr", "", th, element("td", ""), element("td", "n"), element("td", "n"), element("td", "n"));
    },
    (tr, due) => {
      tr.className = due === next ? "next" : "";
      const [period, before, onTime, late, missing] = tr.children;
      set(period, (due === next ? "▸ " : "") + due.period);
      set(before, instant(due.due, { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" }));
      set(onTime, number(due.onTime) + "/" + number(due.expected));
      set(late, number(due.late));
      set(missing, due.open ? "–" : number(due.missing));
    });
}

const PARTS = ["proven", "sent", "refused", "doubt", "unsent"];
function showCampaigns() {
  const all = Object.keys(state).filter((it) => it.startsWith("campaign/"))
    .map((it) => ({ key: it, ...state[it] })).sort((a, b) => b.order - a.order);
  $("no-campaign").hidden = all.length > 0;
  each($("campaigns"), all, (it) => it.key,
    () => {
      const bar = element("div", "bar", ...PARTS.map((it) => element("i", it)));
      bar.setAttribute("role", "progressbar");
      bar.setAttribute("aria-valuemin", "0");
      return element("article", "campaign", element("h3", ""), element("p", ""), bar, element("p", "figures"), element("p", "figures"));
    },
    (article, it) => {
      const [heading, tags, bar, counts, pace] = article.children;
      set(heading, it.title + " · " + it.channel);
      tags.className = "";
      each(tags, [it.urgency, it.phase], (tag) => tag, () => element("span", "tag"), (span, tag) => {
        span.className = "tag " + tag;
        set(span, word(tag));
      });
      const done = it.audience - it.waiting;
      bar.setAttribute("aria-valuemax", it.audience);
      bar.setAttribute("aria-valuenow", done);
      bar.setAttribute("aria-label", it.title + " · " + it.channel);
      bar.setAttribute("aria-valuetext", say("of", { done: number(done), all: number(it.audience) }));
      PARTS.forEach((part, at) => { bar.children[at].style.width = 100 * it[part] / Math.max(1, it.audience) + "%"; });
      set(counts, PARTS.map((part) => number(it[part]) + " " + word(part)).join(" · "));
      const left = it.secondsLeft === null ? word("leftNone") : it.secondsLeft === 0 ? word("leftDone") : say("leftSeconds", { s: number(it.secondsLeft) });
      set(pace, say("rate", { rate: number(it.perSecond), left, inFlight: number(it.inFlight), window: number(it.window) })
        + (it.firstAfterMillis === null ? "" : ". " + say("first", { ms: number(it.firstAfterMillis) })));
    });
}

function showWards(wards) {
  set($("wards-sum"), wards.districts.length === 0 ? word("noWards") : say("wardSum", {
    heard: number(wards.wardsHeard), wards: number(wards.wards), title: wards.title,
    devices: number(wards.heard) + "/" + number(wards.devices) }));
  each($("wards"), wards.districts, (it) => it.code,
    () => element("div", "area", element("p", "", element("strong", ""), " ", element("span", "figures")), element("ul", "lamps")),
    (area, it) => {
      area.className = "area" + (it.heard === it.devices && it.devices > 0 ? " lit" : "") + (it.dark ? " dark" : "");
      set(area.querySelector("strong"), it.name);
      set(area.querySelector("span"), number(it.heard) + "/" + number(it.devices) + (it.dark ? " " + GLYPHS.offline + " " + word("offline") : ""));
      each(area.querySelector("ul"), it.wards, (ward) => ward.name, () => element("li", ""), (li, ward) => {
        li.className = ward.state;
        li.title = ward.name + ": " + word(ward.state) + ", " + ward.heard + "/" + ward.devices;
        li.setAttribute("aria-label", li.title);
        set(li, GLYPHS[ward.state] || "?");
      });
    });
}

function showDoubts(doubts) {
  set($("doubts-sum"), doubts.all === 0 ? word("noDoubt") : say("someDoubt", { all: number(doubts.all) }));
  each($("doubts"), doubts.first, (it) => it.id,
    (it) => {
      const button = (decision) => {
        const made = element("button", "");
        made.type = "button";
        made.dataset.decision = decision;
        made.addEventListener("click", () => act("decide", { id: it.id, decision }, made));
        return made;
      };
      return element("li", "", element("span", ""), element("br", ""), button("SENT"), button("SEND_AGAIN"));
    },
    (li, it) => {
      set(li.querySelector("span"), it.title + ", " + it.recipient + (it.reason ? " (" + it.reason + ")" : ""));
      li.querySelectorAll("button").forEach((made) => {
        set(made, word(made.dataset.decision === "SENT" ? "wasSent" : "again"));
        made.setAttribute("aria-label", say("decideFor", { what: made.textContent, who: it.recipient }));
      });
    });
}

function showShelf(papers) {
  each($("shelf"), papers, (it) => it.name, (it) => {
    const link = element("a", "");
    link.href = "/reports/" + encodeURIComponent(it.name);
    link.target = "_blank";
    link.rel = "noopener";
    return element("li", "", link);
  }, (li, it) => set(li.firstChild, both(it.title)));
}

function showLog(lines) {
  each($("log"), [...lines].reverse(), (it) => String(it.number),
    () => element("li", "", element("time", ""), element("span", "")),
    (li, it) => {
      set(li.firstChild, instant(it.at, { hour: "2-digit", minute: "2-digit", second: "2-digit" }));
      li.firstChild.dateTime = it.at;
      set(li.lastChild, say(it.said, it.values));
    });
}

function showButtons(buttons) {
  set($("plug"), word(buttons.linked ? "pull" : "plug"));
  $("restore").disabled = !buttons.anyDark;
  each($("district"), buttons.districts, (it) => it.code, (it) => {
    const option = element("option", "");
    option.value = it.code;
    return option;
  }, (option, it) => set(option, it.name));
}

const SHOW = { plan: showPlan, calendar: showCalendar, wards: showWards, doubts: showDoubts, shelf: showShelf, log: showLog, buttons: showButtons };
function show(parts) {
  Object.keys(parts).forEach((part) => { if (SHOW[part]) { SHOW[part](parts[part]); } });
  if (Object.keys(parts).some((it) => it.startsWith("campaign/"))) { showCampaigns(); }
}
function speak(tag) {
  language = tag;
  document.documentElement.lang = tag;
  document.querySelectorAll("[data-word]").forEach((it) => set(it, word(it.dataset.word)));
  set($("language"), word("other"));
  $("language").lang = tag === "vi" ? "en" : "vi";
  history.replaceState(null, "", "#" + tag);
  set($("answer"), "");
  showLink();
  show(state);
}

let linked = false;
function showLink() { set($("link"), word(linked ? "linked" : "cut")); }

async function act(name, values, button) {
  set($("answer"), word("working"));
  button.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch("/do/" + name, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) });
    set($("answer"), reply.ok ? word("done") : (await reply.text()).trim());
  } catch (lost) {
    set($("answer"), word("cut"));
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function listen() {
  const events = new EventSource("/events");
  events.addEventListener("open", () => { linked = true; showLink(); });
  events.addEventListener("error", () => { linked = false; showLink(); });
  events.addEventListener("whole", (event) => {
    Object.keys(state).forEach((part) => delete state[part]);
    Object.assign(state, JSON.parse(event.data));
    show(state);
  });
  events.addEventListener("change", (event) => {
    const parts = JSON.parse(event.data);
    Object.assign(state, parts);
    show(parts);
  });
  events.addEventListener("clock", (event) => {
    clockAt = new Date(JSON.parse(event.data)).getTime() - performance.now();
  });
}
function tick() {
  if (clockAt !== null) {
    set($("clock"), instant(clockAt + performance.now(), { hour: "2-digit", minute: "2-digit", second: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" }));
  }
}

$("language").addEventListener("click", () => speak(language === "vi" ? "en" : "vi"));
$("announce").addEventListener("click", (it) => act("announce", {}, it.currentTarget));
$("plug").addEventListener("click", (it) => act("plug", { linked: String(!state.buttons.linked) }, it.currentTarget));
$("emergency").addEventListener("click", (it) => act("emergency", {}, it.currentTarget));
$("power").addEventListener("click", (it) => act("power-off", { district: $("district").value }, it.currentTarget));
$("restore").addEventListener("click", (it) => act("power-on", {}, it.currentTarget));
speak(language);
listen();
setInterval(tick, 250);
