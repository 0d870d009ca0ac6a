import QtQuick
import QtQuick.Shapes

// A card above a reader, with an arrow: the drawing is the instruction (look 03).
Item {
    id: drawing

    readonly property real unit: height / 480     // drawn on 586 x 480

    implicitWidth: Theme.px(586)
    implicitHeight: Theme.px(480)
    width: height * 586 / 480
    Accessible.ignored: true

    Shape {
        width: 586
        height: 480
        scale: drawing.unit
        transformOrigin: Item.TopLeft

        ShapePath {
            fillColor: Theme.surface; strokeColor: Theme.accent; strokeWidth: 5
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: "M150 3h286a18 18 0 0 1 18 18v150a18 18 0 0 1-18 18h-286a18 18 0 0 1-18-18v-150a18 18 0 0 1 18-18z" }
        }
        ShapePath {
            fillColor: Theme.tint; strokeColor: "transparent"; strokeWidth: -1
            PathSvg { path: "M150 6h286a15 15 0 0 1 15 15v18h-316v-18a15 15 0 0 1 15-15z" }
        }
        ShapePath {
            fillColor: Theme.tint2; strokeColor: "transparent"; strokeWidth: -1
            PathSvg { path: "M168 63h56a8 8 0 0 1 8 8v84h-72v-84a8 8 0 0 1 8-8z" }
        }
        ShapePath {
            fillColor: Theme.accent; strokeColor: "transparent"; strokeWidth: -1
            PathSvg { path: "M179 95a17 17 0 1 1 34 0a17 17 0 1 1-34 0zM168 155c0-20 10-32 28-32s28 12 28 32z" }
        }
        ShapePath {
            fillColor: "transparent"; strokeColor: Theme.accent; strokeWidth: 8; capStyle: ShapePath.RoundCap
            PathSvg { path: "M160 23h104" }
        }
        ShapePath {
            fillColor: "transparent"; strokeColor: Theme.line; strokeWidth: 8; capStyle: ShapePath.RoundCap
            PathSvg { path: "M258 71h156M258 101h126M258 131h142" }
        }
        ShapePath {
            fillColor: "transparent"; strokeColor: Theme.accent; strokeWidth: 9
            capStyle: ShapePath.RoundCap; joinStyle: ShapePath.RoundJoin
            PathSvg { path: "M293 204v40M267 222l26 24 26-24" }
        }
        ShapePath {
            fillColor: Theme.tint; strokeColor: Theme.accent; strokeWidth: 5; joinStyle: ShapePath.RoundJoin
            PathSvg { path: "M103 258h380l100 160h-580z" }
        }
        ShapePath {
            fillColor: Theme.accent; strokeColor: Theme.accent; strokeWidth: 5; joinStyle: ShapePath.RoundJoin
            PathSvg { path: "M3 418h580v42a18 18 0 0 1-18 18h-544a18 18 0 0 1-18-18z" }
        }
        ShapePath {
            fillColor: Theme.surface; strokeColor: Theme.accent; strokeWidth: 4; strokeStyle: ShapePath.DashLine
            dashPattern: [4, 3]
            PathSvg { path: "M181 299h222l56 96h-336z" }
        }
        ShapePath {
            fillColor: Theme.lip; strokeColor: "transparent"; strokeWidth: -1
            PathSvg { path: "M515 448a9 9 0 1 1 18 0a9 9 0 1 1-18 0z" }
        }
    }
}
