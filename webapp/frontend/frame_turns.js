const MIDDLE = { isSquare: true, longest: 720 };
const CENTRE = { isSquare: true, share: 0.7, longest: 504 };
const WHOLE = { longest: 1280 };

/**
 * Where in a frame it is looked, and after which treatment, one turn a frame: a camera soon gives
 * another, and each is over in a fraction of a second. The likeliest come first.
 */
export const FRAME_TURNS = [
  { view: MIDDLE, treatment: "plain" },
  { view: MIDDLE, treatment: "outlined" },
  { view: WHOLE, treatment: "plain" },
  { view: CENTRE, treatment: "enlarged" },
  { view: MIDDLE, treatment: "leant" },
  { view: MIDDLE, treatment: "evened" },
  { view: WHOLE, treatment: "outlined" },
];
