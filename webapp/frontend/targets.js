import { order } from "./make.js";

const SOON = 15;
const LENGTH = 45;
const NAMED = { person: "name", program: "organisation", booth: "organisation" };
const hall = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * What is still to be seen, the next first, in the order of the server's hall/next.py: what is on
 * or begins within a quarter of an hour, the hall as one walks on from `lastPlace`, what is later,
 * what is over unseen. `day` and `time` ("09:30") are by the event's calendar and clock.
 */
export function hallOrder(targets, { day, time, lastPlace = "" }) {
  const left = targets.filter((target) => !target.done && (target.on ?? day) === day);
  const now = minutes(time);
  const timed = left.filter((target) => target.time).sort(byTime);
  const walk = left.filter((target) => !target.time).sort(byPlace);
  const isSoon = (target) => minutes(target.time) <= now + SOON;
  const isOver = (target) => ends(target) <= now;
  return [
    ...timed.filter((target) => isSoon(target) && !isOver(target)),
    ...onwards(walk, lastPlace),
    ...timed.filter((target) => !isSoon(target)),
    ...timed.filter(isOver),
  ];
}

/** What a capture made at this target already knows, as the server's targets/prefill.py says it. */
export function captureValues(target) {
  const { event_id, place, who, contact_id, program_id } = target;
  const named = NAMED[target.kind];
  const values = { event_id, place, name: who, contact_id, program_id };
  if (named) values[named] = target.name;
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}

/** When, where and who, in one line. */
export function whereAndWhen({ time, until, place, who }) {
  return [time && until ? `${time} to ${until}` : time, place, who].filter(Boolean).join(", ");
}

/** A place without a number, such as a lunch table, is nowhere on that walk. */
function onwards(walk, lastPlace) {
  const isAhead = ({ place }) => !/\d/.test(lastPlace) || hall.compare(place, lastPlace) >= 0;
  return [...walk.filter(isAhead), ...walk.filter((target) => !isAhead(target))];
}

function byTime(one, other) {
  return order(one.time, other.time) || byPlace(one, other);
}

function byPlace(one, other) {
  return (
    Number(!one.place) - Number(!other.place) ||
    hall.compare(one.place, other.place) ||
    hall.compare(one.name, other.name) ||
    order(one.id, other.id)
  );
}

function ends({ time, until }) {
  return until ? minutes(until) : minutes(time) + LENGTH;
}

function minutes(time) {
  const [hour, minute] = time.split(":");
  return 60 * hour + Number(minute);
}
