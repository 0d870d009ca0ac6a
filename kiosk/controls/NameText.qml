import QtQuick

// The name of a person (or another value that may carry variation selectors).
//
// One Noto face per string, so that no name mixes faces. Qt draws the base glyph and ignores a
// variation selector; nothing is stripped from `text`, so that outlines drawn by Python can
// replace this plain text without a change elsewhere.
Label {
    isName: true
    bold: true
    line: 1.42
}
