pragma Singleton
import QtQuick

// Colours, sizes and text factors of the kiosk (look.md 2).
//
// Lengths are written in design pixels of a 4.03 px/mm panel or in mm; px() and mm() bring them
// to the panel in use, so another panel changes pxPerMm only. Main.qml feeds the properties.
QtObject {
    property real pxPerMm: 4.03
    property real width: 1080
    property real height: 1920
    property string palette: "standard"
    property string language: "ja"
    property bool large: false
    property var words: ({})           // words on keys, from the view
    property bool motion: true

    readonly property string pause: words.pause || ""      // between parts that are read aloud
    readonly property bool wide: width > height
    readonly property bool quiet: palette === "quiet"

    readonly property color bg: quiet ? "#F3F5F8" : "#F2F6FD"
    readonly property color surface: "#FFFFFF"
    readonly property color ink: "#1A1A1A"
    readonly property color ink2: "#454B57"
    readonly property color accent: quiet ? "#233A66" : "#0017C1"
    readonly property color accentPressed: quiet ? "#14233F" : "#00118F"
    readonly property color accentLip: quiet ? "#101C33" : "#000060"
    readonly property color accentInk: "#FFFFFF"
    readonly property color tint: quiet ? "#E8EDF6" : "#E8F1FE"
    readonly property color tint2: quiet ? "#D2DBEA" : "#C5D7FB"
    readonly property color line: "#6B7487"
    readonly property color lip: "#B4BCCA"
    readonly property color hair: "#D3D9E3"
    readonly property color off: "#E3E7ED"
    readonly property color offInk: "#454B57"
    readonly property color ok: "#115A36"
    readonly property color okTint: "#E6F5EC"
    readonly property color wait: "#6E4A00"
    readonly property color waitTint: "#FFF6D9"
    readonly property color waitBar: "#B78F00"
    readonly property color error: "#A90000"
    readonly property color errorTint: "#FFF3F3"
    readonly property color focus: "#FFD43D"
    readonly property color idleBackdrop: "#1B2433"
    // The lip of a selected card: the accent at 55 % over the page.
    readonly property color selectedLip: Qt.rgba(accent.r * 0.55 + bg.r * 0.45,
        accent.g * 0.55 + bg.g * 0.45, accent.b * 0.55 + bg.b * 0.45, 1)

    readonly property string face: "BIZ UDPGothic"
    readonly property string nameFace: "Noto Sans CJK JP"

    readonly property real margin: px(wide ? 64 : 56)
    readonly property real column: width - 2 * margin
    readonly property real bottomBarHeight: wide ? mm(36) : mm(44)
    readonly property real bottomBarTop: height - bottomBarHeight
    // Large text needs a wider rail; ten kana keys of 21 mm still fit beside it.
    readonly property real railWidth: mm(large ? 180 : 139)
    readonly property real stageX: wide ? margin + railWidth + mm(large ? 12 : 18) : margin
    readonly property real stageWidth: wide ? width - margin - stageX : column
    // Answers end here: 8 mm over the bottom bar.
    readonly property real stageBottom: bottomBarTop - px(32)

    function px(design: real): real {
        return Math.round(design * pxPerMm / 4.03);
    }

    function mm(length: real): real {
        return Math.round(length * pxPerMm);
    }

    // Text size in px: large text is x1.6 under 50 px, x1.37 from 50 px.
    function text(design: real): real {
        return px(large ? design * (design < 50 ? 1.6 : 1.37) : design);
    }

    // Text of bars and key caps that have no room to grow: about x1.2.
    function bar(design: real): real {
        return px(large ? design * 1.2 : design);
    }

    // One face per string: characters that BIZ UDPGothic lacks (second plane, Hangul, Vietnamese,
    // simplified forms by language) move the whole string to Noto.
    function faceFor(text: string, isName: bool): string {
        if (isName)
            return nameFace;
        return /[\u1E00-\u1EFF\uAC00-\uD7AF\uD800-\uDFFF\uF900-\uFAFF]/.test(text) ? nameFace : face;
    }

    // What is read aloud: the shown text without its break marks.
    function spoken(text: string): string {
        return text.replace(/[\u200B\u2060]/g, "");
    }
}
