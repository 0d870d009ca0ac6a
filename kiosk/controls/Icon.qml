import QtQuick
import QtQuick.Shapes
import "icons.js" as Icons

// One icon of icons.js, drawn as a vector at `size` px.
Item {
    id: icon

    property string name: ""
    property real size: Theme.px(40)
    property real stroke: 3.4
    property color color: Theme.ink
    readonly property real unit: size / 48

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.stroke * icon.unit
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            scale: Qt.size(icon.unit, icon.unit)
            // A name that a pack invents is shown as a sheet.
            PathSvg { path: icon.name === "" ? "" : Icons.paths[icon.name] || Icons.paths["doc"] }
        }
    }
}
