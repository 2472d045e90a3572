// What stays of the stylesheets of GOV.UK and MoJ Frontend: the rules for elements, classes and attributes that the screens name. The rest, four
// fifths of it, would be read at every start and asked about at every key press.
module.exports = {
  content: ["ui/src/**/*.rs", "ui/boot.js", "ui/index.html"],
  safelist: {
    // Put together from two words in ui/src/screens/import/figures.rs.
    standard: [/^moj-ticket-panel__content--/],
  },
};
