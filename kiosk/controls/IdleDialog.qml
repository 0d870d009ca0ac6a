import QtQuick
import QtQuick.Shapes

// 「まだお使いになりますか」: covers the page completely; the keys of the bar keep their places.
Rectangle {
    id: dialog

    property var view: ({})
    readonly property var overlay: view.overlay || ({})
    readonly property int seconds: overlay.seconds || 0
    readonly property int total: overlay.total || 30
    readonly property real ringSize: Theme.wide ? Theme.mm(62) : Theme.mm(75)

    width: Theme.width
    height: Theme.bottomBarTop
    color: Theme.idleBackdrop
    Accessible.role: Accessible.Dialog
    Accessible.name: Theme.spoken(overlay.title || "")

    // Swallows touches on the hidden page.
    TapHandler { gesturePolicy: TapHandler.ReleaseWithinBounds }

    Rectangle {
        id: box

        x: (parent.width - width) / 2
        y: Math.max(Theme.px(24), Math.min(parent.height - height - foot.height - Theme.px(96),
            (parent.height - height) / 2 + (Theme.wide ? 0 : Theme.px(70))))
        width: Theme.wide ? Theme.mm(360) : Theme.column
        height: Theme.wide ? Math.max(body.height, ring.height) + Theme.px(112) : body.height + Theme.px(Theme.large ? 100 : 140)
        radius: Theme.px(28)
        color: Theme.surface

        Column {
            id: body

            x: Theme.wide ? dialog.ringSize + Theme.px(160) : Theme.px(56)
            y: Theme.wide ? (parent.height - height) / 2 : Theme.px(64)
            width: parent.width - x - Theme.px(56)
            spacing: Theme.px(28)

            Heading {
                room: body.width
                horizontalAlignment: Theme.wide ? Text.AlignLeft : Text.AlignHCenter
                text: dialog.overlay.title || ""
                size: Theme.text(60)
                line: 1.34
            }
            Label {
                visible: text !== ""
                width: parent.width
                horizontalAlignment: Theme.wide ? Text.AlignLeft : Text.AlignHCenter
                text: dialog.overlay.lead || ""
                size: Theme.text(34)
                color: Theme.ink2
            }
            Item {
                visible: !Theme.wide
                width: parent.width
                height: dialog.ringSize + Theme.px(40)
            }
            Heading {
                visible: text !== ""
                room: body.width
                bold: false
                horizontalAlignment: Theme.wide ? Text.AlignLeft : Text.AlignHCenter
                text: dialog.overlay.note || ""
                size: Theme.text(34)
                line: 1.48
            }
            PrimaryKey {
                visible: !!dialog.overlay.key
                objectName: dialog.overlay.key ? dialog.overlay.key.name || "key.stay" : ""
                width: parent.width
                height: Theme.mm(37)
                text: dialog.overlay.key ? dialog.overlay.key.text || "" : ""
                size: Theme.text(48)
                icon: ""
                action: dialog.overlay.key ? dialog.overlay.key.action || "stay" : ""
                argument: dialog.overlay.key ? dialog.overlay.key.argument : ""
            }
        }
        Shape {
            id: ring

            readonly property real thick: Theme.mm(5)

            width: dialog.ringSize
            height: width
            x: Theme.wide ? Theme.px(80) : (parent.width - width) / 2
            y: Theme.wide ? (parent.height - height) / 2 : body.y + spacer()

            function spacer(): real {
                let y = 0;
                for (const child of body.children) {
                    if (child.children.length === 0 && child.text === undefined && child.visible)
                        y = child.y + Theme.px(20);
                }
                return y;
            }

            ShapePath {
                strokeColor: Theme.tint2
                strokeWidth: ring.thick
                fillColor: "transparent"
                PathAngleArc {
                    centerX: ring.width / 2; centerY: ring.height / 2
                    radiusX: (ring.width - ring.thick) / 2; radiusY: radiusX
                    startAngle: 0; sweepAngle: 360
                }
            }
            ShapePath {
                strokeColor: Theme.accent
                strokeWidth: ring.thick
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                PathAngleArc {
                    centerX: ring.width / 2; centerY: ring.height / 2
                    radiusX: (ring.width - ring.thick) / 2; radiusY: radiusX
                    startAngle: -90
                    sweepAngle: 360 * Math.min(1, dialog.seconds / dialog.total)
                }
            }
            Label {
                id: figure

                anchors.horizontalCenter: parent.horizontalCenter
                y: parent.height * 0.2
                text: String(dialog.seconds)
                size: Theme.px(Theme.wide ? 104 : 128)
                line: 1.1
                bold: true
            }
            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                y: figure.y + figure.height + Theme.px(2)
                text: Theme.words.seconds || ""
                size: Theme.px(dialog.view.language === "ja" ? 36 : 30)
                line: 1.2
                bold: true
            }
        }
    }
    Label {
        id: foot

        visible: text !== "" && y + height <= dialog.height
        x: Theme.margin
        width: Theme.column
        y: box.y + box.height + Theme.px(Theme.large ? 28 : 48)
        horizontalAlignment: Text.AlignHCenter
        text: dialog.overlay.foot || ""
        size: Theme.bar(34)
        color: "#FFFFFF"
    }
}
