import QtQuick
import QtQuick.Shapes

// A QR code from rows of "0" and "1", with its quiet zone of four cells, in whole pixels.
Rectangle {
    id: code

    property var rows: []
    property real wanted: Theme.px(216)
    readonly property int cells: rows && rows.length ? rows.length + 8 : 0
    readonly property int cell: cells ? Math.max(1, Math.floor(wanted / cells)) : 0

    visible: cells > 0
    width: cells * cell
    height: width
    color: "#FFFFFF"
    Accessible.role: Accessible.Graphic
    Accessible.name: "QR"

    function outline(): string {
        let path = "";
        for (let y = 0; y < rows.length; y++) {
            const row = rows[y];
            let x = 0;
            while (x < row.length) {
                if (row.charAt(x) !== "1") {
                    x++;
                    continue;
                }
                let end = x;
                while (end < row.length && row.charAt(end) === "1")
                    end++;
                const w = (end - x) * cell;
                path += "M" + (x + 4) * cell + " " + (y + 4) * cell + "h" + w + "v" + cell + "h-" + w + "z";
                x = end;
            }
        }
        return path;
    }

    Shape {
        anchors.fill: parent

        ShapePath {
            fillColor: "#000000"
            strokeColor: "transparent"
            strokeWidth: -1
            fillRule: ShapePath.WindingFill
            PathSvg { path: code.cells ? code.outline() : "" }
        }
    }
}
