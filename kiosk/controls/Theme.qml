pragma Singleton
import QtQuick

// Colours, sizes and text factors of the kiosk (look.md 2).
//
// Lengths are written in design pixels of a 4.03 px/mm panel or in mm; px() and mm() bring them
// to the panel in use, so another panel changes pxPerMm only. Main.qml feeds the properties.
QtObject {
    id: theme

    property real pxPerMm: 4.03
    property real width: 1080
    property real height: 1920
    property string palette: "standard"
    property string language: "ja"
    property var words: ({})           // words on keys, from the view
    property bool motion: true
    property bool noted: false         // a line stands in the bottom bar
    property real asked: 1             // of small texts: 1, 1.3, 1.6
    // Half of the panel has no room for more than 1.3.
    readonly property real scale: low ? Math.min(asked, 1.3) : asked
    property string contrast: "normal" // normal, dark, strong
    property bool lowered: false       // what is pressed lies in the lower half
    property bool left: false          // the keys of the bar for the left hand

    readonly property string pause: words.pause || ""      // between parts that are read aloud
    readonly property bool wide: width > height
    readonly property bool low: lowered && !wide           // a lying panel is within reach as it is
    readonly property bool large: scale > 1.5
    readonly property bool stacked: scale > (wide ? 1.5 : 1)   // what stands in columns goes one under the other
    readonly property bool quiet: palette === "quiet"
    readonly property bool dark: contrast === "dark"
    readonly property bool strong: contrast === "strong"

    // standard or quiet, dark, strong: each text at least 7:1 on what it may stand on.
    readonly property color bg: pick(quiet ? "#F3F5F8" : "#F2F6FD", "#000000", "#FFFFFF")
    readonly property color surface: pick("#FFFFFF", "#000000", "#FFFFFF")
    readonly property color ink: pick("#1A1A1A", "#FFFFFF", "#000000")
    readonly property color ink2: pick("#454B57", "#E6E6E6", "#000000")
    readonly property color accent: pick(quiet ? "#233A66" : "#0017C1", "#FFD43D", "#00006B")
    readonly property color accentPressed: pick(quiet ? "#14233F" : "#00118F", "#FFE68A", "#000000")
    readonly property color accentLip: pick(quiet ? "#101C33" : "#000060", "transparent", "#000000")
    readonly property color accentInk: pick("#FFFFFF", "#000000", "#FFFFFF")
    readonly property color hero: pick("#00118F", "#000000", "#00006B")
    readonly property color heroInk: "#FFFFFF"
    readonly property color tint: pick(quiet ? "#E8EDF6" : "#E8F1FE", "#2B2500", "#FFFBE0")
    readonly property color tint2: pick(quiet ? "#D2DBEA" : "#C5D7FB", "#4A4000", "#FFE97A")
    readonly property color line: pick("#6B7487", "#FFFFFF", "#000000")
    readonly property color lip: pick("#B4BCCA", "transparent", "#000000")
    readonly property color hair: pick("#D3D9E3", "#8C8C8C", "#000000")
    readonly property color off: pick("#E3E7ED", "#1F1F1F", "#E8E8E8")
    readonly property color offInk: pick("#454B57", "#B3B3B3", "#333333")
    readonly property color ok: pick("#115A36", "#9BE3BF", "#00401F")
    readonly property color okTint: pick("#E6F5EC", "#00301A", "#FFFFFF")
    readonly property color wait: pick("#6E4A00", "#FFD43D", "#4A2F00")
    readonly property color waitTint: pick("#FFF6D9", "#2B2500", "#FFFFFF")
    readonly property color waitBar: pick("#B78F00", "#FFD43D", "#4A2F00")
    readonly property color error: pick("#A90000", "#FFB3B3", "#7A0000")
    readonly property color errorTint: pick("#FFF3F3", "#3A0000", "#FFFFFF")
    readonly property color focus: pick("#FFD43D", "#FFFFFF", "#FFD43D")
    readonly property color focusInner: pick("#000000", "#0017C1", "#000000")
    readonly property color idleBackdrop: pick("#1B2433", "#000000", "#000000")
    // The lip of a selected card: the accent at 55 % over the page.
    readonly property color selectedLip: dark ? "transparent" : Qt.rgba(accent.r * 0.55 + bg.r * 0.45,
        accent.g * 0.55 + bg.g * 0.45, accent.b * 0.55 + bg.b * 0.45, 1)
    readonly property real outline: px(contrast === "normal" ? 2 : 3)

    // BIZ UDPGothic keeps the tails of g, p and y within its square: good in Japanese, cut off to who reads Latin.
    readonly property string face: ({ "zh-Hans": "Noto Sans CJK SC", "ko": "Noto Sans CJK KR",
        "vi": nameFace, "en": nameFace, "pt-BR": nameFace })[language] || japaneseFace
    readonly property string nameFace: "Noto Sans CJK JP"
    readonly property string japaneseFace: "BIZ UDPGothic"
    // A letter with its reading over it needs this much of a line, in its own height.
    readonly property real readingLine: 1.78
    readonly property real labelLine: language === "ja-easy" ? readingLine : 1.4   // of one that may carry readings

    readonly property real margin: px(wide ? 64 : 56)
    readonly property real column: width - 2 * margin
    // Over the top bar of low reach nothing is pressed.
    readonly property real roof: low ? mm(119) : 0
    readonly property real digitKey: mm(low ? 16.5 : 20)   // the least height of a digit's key
    readonly property real reach: mm(238)      // low reach: where the lower half begins
    readonly property real bottomBarHeight: wide ? mm(36) : low ? mm(67) : mm(44)
    // Under the top bar of a screen with phases; on the others it is lower.
    readonly property real topBarBottom: wide ? mm(29) : low ? mm(153) : mm(51)
    readonly property real bottomBarTop: height - bottomBarHeight
    // Large text needs a wider rail; ten kana keys of 21 mm still fit beside it.
    readonly property real railWidth: mm(scale > 1.5 ? 180 : scale > 1 ? 158 : 139)
    readonly property real railGap: mm(large ? 12 : 18)
    readonly property real railX: wide && left ? width - margin - railWidth : margin
    readonly property real stageX: wide && !left ? margin + railWidth + railGap : margin
    readonly property real stageWidth: wide ? column - railWidth - railGap : column
    // Answers end here: 8 mm over the bottom bar.
    readonly property real stageBottom: bottomBarTop - px(32)

    function px(design: real): real {
        return Math.round(design * pxPerMm / 4.03);
    }

    function mm(length: real): real {
        return Math.round(length * pxPerMm);
    }

    // Text size in px: what is large already grows less.
    function text(design: real): real {
        return px(design * (design < 50 ? scale : 1 + (scale - 1) * 0.62));
    }

    // Text of bars and key caps that have no room to grow.
    function bar(design: real): real {
        return px(design * (1 + (scale - 1) / 3));
    }

    function pick(normal: color, black: color, clear: color): color {
        return dark ? black : strong ? clear : normal;
    }

    readonly property FontMetrics plainWords: FontMetrics {
        font.family: theme.face
        font.pixelSize: 100
    }
    readonly property FontMetrics boldWords: FontMetrics {
        font.family: theme.face
        font.pixelSize: 100
        font.bold: true
    }

    // Width of the longest part of a text that no line may break, in heights of its letters.
    function widest(text: string, bold: bool): real {
        const metrics = face !== "" && bold ? boldWords : plainWords;
        return letters(text).replace(/-/g, "- ").split(/[ \n\u3000\u200B]+/).reduce((most, word) => Math.max(most,
            metrics.advanceWidth(word.replace(/\u2060/g, ""))), 0) / 100;
    }

    // The size at which no word of a text is torn in a room; two thirds at the least.
    function whole(size: real, text: string, bold: bool, room: real): real {
        const needed = widest(text, bold) * size;
        return needed <= room || room <= 0 ? size : Math.max(Math.floor(size * room / needed), Math.round(size * 0.66));
    }

    // A text that no line may break.
    function joined(text: string): string {
        return text.replace(/\u200b/g, "\u2060").replace(/ /g, "\u00a0");
    }

    // One face per string: characters that BIZ UDPGothic lacks (second plane, Hangul, Vietnamese,
    // simplified forms by language) move the whole string to Noto.
    function faceFor(text: string, isName: bool): string {
        if (isName)
            return nameFace;
        return /[\u1E00-\u1EFF\uAC00-\uD7AF\uD800-\uDFFF\uF900-\uFAFF]/.test(text) && face === japaneseFace ? nameFace : face;
    }

    // A text with furigana is its letters, U+009C, and the text as it is written: 保険《ほけん》 (readings.py).
    function letters(text: string): string {
        const mark = text.indexOf("\u009c");
        return mark < 0 ? text : text.slice(0, mark);
    }

    // What is read aloud: the shown text without its break marks, kanji by their readings.
    function spoken(text: string): string {
        const mark = text.indexOf("\u009c");
        const written = mark < 0 ? text : text.slice(mark + 1)
            .replace(/(?:｜[^｜《》]+|[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]+)《([^《》]+)》/g, "$1");
        return written.replace(/[\u200B\u2060]/g, "");
    }

    // Parts of what is read aloud, those that are there.
    function said(parts: var): string {
        return parts.filter(part => !!part).map(part => spoken(part)).join(pause);
    }

    // Texts one under the other, as one text.
    function lines(texts: var): string {
        const shown = texts.filter(text => !!text);
        const whole = shown.map(text => text.slice(text.indexOf("\u009c") + 1)).join("\n");
        const drawn = shown.map(text => letters(text)).join("\n");
        return whole === drawn ? drawn : drawn + "\u009c" + whole;
    }
}
