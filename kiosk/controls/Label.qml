import QtQuick

// A text with a fixed line height, its glyphs in the middle of the line.
//
// Qt sets a fixed-height line by the ascent; the shift puts the body of the letters on the middle
// (0.575 em for BIZ UDPGothic, 0.79 em for Noto Sans CJK, measured, look.md 2.2). A text with furigana
// (Theme.letters) has higher lines, and its readings are drawn over it.
Text {
    id: label

    property real size: Theme.text(32)
    property real line: 1.45
    property bool bold: false
    property bool isName: false
    property bool japanese: false      // Japanese on a screen of another language
    readonly property bool noto: font.family.startsWith("Noto")
    readonly property bool read: text.indexOf("\u009c") >= 0
    readonly property real block: read ? Math.max(line, Theme.readingLine) : line

    // Where the lines begin inside the item.
    readonly property real inkX: horizontalAlignment === Text.AlignHCenter ? (width - contentWidth) / 2
        : horizontalAlignment === Text.AlignRight ? width - contentWidth : 0
    readonly property real middle: read ? block - 0.6 : line / 2
    readonly property real shift: Math.round((middle - (noto ? 0.79 : 0.575)) * size)

    color: Theme.ink
    font.family: japanese ? Theme.japaneseFace : Theme.faceFor(text, isName)
    font.pixelSize: size
    font.bold: bold
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.round(size * block)
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    transform: Translate {
        y: label.shift
    }
    Accessible.ignored: true

    Loader {
        active: label.read
        sourceComponent: Readings {
            base: label
        }
    }
}
