pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes

// The round mark of a choice or a step: ring, disc with check, or turning arc.
Item {
    id: mark

    property string mode: "todo"     // todo | now | done
    property color ground: "transparent"
    property bool square: false      // one of several that may be taken together

    implicitWidth: Theme.px(52)
    implicitHeight: Theme.px(52)
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        radius: mark.square ? Theme.px(12) : width / 2
        visible: mark.mode !== "now"
        color: mark.mode === "done" ? Theme.accent : mark.ground
        border.width: mark.mode === "done" ? 0 : Theme.px(3)
        border.color: Theme.line
    }
    Loader {
        active: mark.mode === "done"
        anchors.centerIn: parent
        sourceComponent: Icon {
            name: "check"
            size: Theme.px(38)
            stroke: 5.4
            color: Theme.accentInk
        }
    }
    Loader {
        active: mark.mode === "now"
        anchors.fill: parent
        sourceComponent: running
    }
    Component {
        id: running

        Shape {
            id: ring

            ShapePath {
                strokeColor: Theme.tint2
                strokeWidth: Theme.px(7)
                fillColor: "transparent"
                PathAngleArc {
                    centerX: ring.width / 2; centerY: ring.height / 2
                    radiusX: ring.width / 2 - Theme.px(4); radiusY: radiusX
                    startAngle: 0; sweepAngle: 360
                }
            }
            ShapePath {
                strokeColor: Theme.accent
                strokeWidth: Theme.px(7)
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                PathAngleArc {
                    centerX: ring.width / 2; centerY: ring.height / 2
                    radiusX: ring.width / 2 - Theme.px(4); radiusY: radiusX
                    startAngle: -90; sweepAngle: 120
                }
            }
            RotationAnimator on rotation {
                running: ring.visible && Theme.motion
                from: 0; to: 360; duration: 1600
                loops: Animation.Infinite
            }
        }
    }
}
