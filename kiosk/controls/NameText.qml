pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes

// The name of a person, or another value that may carry variation selectors.
//
// One face per string, so that no name mixes faces. Qt draws the base letter and ignores a variation
// selector (measured, 6.11): such a text is drawn from the outlines that Python has
// (`backend.nameSvg(text, colour)`, an SVG data URI of one path, 1.1 em high), where it has them.
// Nothing is stripped from `text`.
Label {
    id: name

    readonly property bool varied: /[\uFE00-\uFE0F]|\uDB40[\uDD00-\uDDEF]/.test(text)
    readonly property string svg: varied ? Desk.nameSvg(text) : ""
    readonly property bool drawn: svg !== ""
    readonly property real outlineWidth: drawn ? Number(/viewBox='0 0 (\d+)/.exec(svg)[1]) : 0
    readonly property string outline: drawn ? / d='([^']*)'/.exec(svg)[1] : ""
    // Outlines do not wrap: a name wider than its place is drawn smaller, never cut.
    readonly property real em: drawn ? Math.min(size, width > 0 ? width * 1000 / outlineWidth : size) : size
    property color inkColor: Theme.ink

    isName: true
    bold: true
    line: 1.42
    color: drawn ? "transparent" : inkColor

    Loader {
        active: name.drawn
        sourceComponent: outlines
    }
    Component {
        id: outlines

        Shape {
            y: (name.lineHeight - name.em * 1.1) / 2 - name.shift
            width: name.outlineWidth * name.em / 1000
            height: name.em * 1.1

            ShapePath {
                fillColor: name.inkColor
                strokeColor: name.inkColor
                strokeWidth: name.bold ? name.em * 0.025 : -1
                fillRule: ShapePath.WindingFill
                scale: Qt.size(name.em / 1000, name.em / 1000)
                PathSvg { path: name.outline }
            }
        }
    }
}
