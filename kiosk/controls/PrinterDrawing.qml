import QtQuick
import QtQuick.Shapes

// A printer with a sheet on top (look 15).
Item {
    id: drawing

    readonly property real unit: height / 312     // drawn on 406 x 312

    implicitWidth: Theme.px(406)
    implicitHeight: Theme.px(312)
    width: height * 406 / 312
    Accessible.ignored: true

    Shape {
        width: 406
        height: 312
        scale: drawing.unit
        transformOrigin: Item.TopLeft

        ShapePath {
            fillColor: Theme.surface; strokeColor: Theme.accent; strokeWidth: 5
            PathSvg { path: "M83 95v-92h240v92z" }
        }
        ShapePath {
            fillColor: "transparent"; strokeColor: Theme.tint2; strokeWidth: 8; capStyle: ShapePath.RoundCap
            PathSvg { path: "M114 39h176M114 67h120" }
        }
        ShapePath {
            fillColor: Theme.tint; strokeColor: Theme.accent; strokeWidth: 5
            PathSvg { path: "M21 93h364a18 18 0 0 1 18 18v106h-400v-106a18 18 0 0 1 18-18z" }
        }
        ShapePath {
            fillColor: Theme.surface; strokeColor: Theme.accent; strokeWidth: 5
            PathSvg { path: "M3 217h400v74a18 18 0 0 1-18 18h-364a18 18 0 0 1-18-18z" }
        }
        ShapePath {
            fillColor: "transparent"; strokeColor: Theme.accent; strokeWidth: 8; capStyle: ShapePath.RoundCap
            PathSvg { path: "M43 131h120M163 263h80" }
        }
        ShapePath {
            fillColor: Theme.waitBar; strokeColor: "transparent"; strokeWidth: -1
            PathSvg { path: "M344 131a11 11 0 1 1 22 0a11 11 0 1 1-22 0z" }
        }
    }
}
