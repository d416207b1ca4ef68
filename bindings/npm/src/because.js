// A reason in a sentence.

const place = ({ name, url }) => `(${name}, ${url})`;

export const because = (reason) => `${reason.text} ${place(reason)}`;

/** With what changes it, on one line. */
export const becauseAndFix = (reason) =>
  `${reason.text}.${reason.fix ? ` To change it: ${reason.fix}.` : ""} ${place(reason)}`;
