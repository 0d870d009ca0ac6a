import QtQuick

// The face of the card with one of its places marked: where the asked number stands.
Item {
    id: face

    property string place: ""          // birth, expiry or code
    property string birth: ""          // samples in the place's own form
    property string expiry: ""
    property string code: "1234"
    readonly property real unit: height / 370     // drawn on 586 x 370

    implicitWidth: Theme.px(586)
    implicitHeight: Theme.px(370)
    width: height * 586 / 370
    Accessible.ignored: true

    component Place: Rectangle {
        id: mark

        property bool marked: false
        property string text: ""

        radius: 8 * face.unit
        color: marked ? Theme.tint : "transparent"
        border.width: marked ? Math.max(3, 5 * face.unit) : 0
        border.color: Theme.accent

        Label {
            x: 10 * face.unit
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x
            text: mark.text
            size: 24 * face.unit
            line: 1.2
            bold: mark.marked
            wrapMode: Text.NoWrap
            color: mark.marked ? Theme.accent : Theme.ink2
        }
    }
    component Line: Rectangle {
        height: 10 * face.unit
        radius: height / 2
        color: Theme.hair
    }

    Rectangle {
        anchors.fill: parent
        radius: 22 * face.unit
        color: Theme.surface
        border.width: Math.max(2, 4 * face.unit)
        border.color: Theme.accent
    }
    Line { x: 40 * face.unit; y: 40 * face.unit; width: 250 * face.unit }
    Line { x: 40 * face.unit; y: 74 * face.unit; width: 420 * face.unit }
    Rectangle {
        x: 40 * face.unit
        y: 112 * face.unit
        width: 142 * face.unit
        height: 178 * face.unit
        radius: 8 * face.unit
        color: Theme.tint2

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 34 * face.unit
            width: 62 * face.unit
            height: width
            radius: width / 2
            color: Theme.accent
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            width: 104 * face.unit
            height: 68 * face.unit
            topLeftRadius: 50 * face.unit
            topRightRadius: 50 * face.unit
            color: Theme.accent
        }
    }
    Place {
        x: 56 * face.unit
        y: 300 * face.unit
        width: 110 * face.unit
        height: 46 * face.unit
        marked: face.place === "code"
        text: face.code
    }
    Place {
        x: 214 * face.unit
        y: 124 * face.unit
        width: 330 * face.unit
        height: 58 * face.unit
        marked: face.place === "birth"
        text: face.birth
    }
    Place {
        x: 214 * face.unit
        y: 196 * face.unit
        width: 330 * face.unit
        height: 58 * face.unit
        marked: face.place === "expiry"
        text: face.expiry
    }
    Line { x: 224 * face.unit; y: 286 * face.unit; width: 300 * face.unit }
}
