import QtQuick
import "../controls"

// The drawing of a card on the reader is the instruction; the way without a card is as wide as it.
Page {
    id: page

    readonly property var skip: body.skip || null
    readonly property var notes: body.notes || []
    readonly property bool notesInRail: Theme.wide && !Theme.large
    readonly property bool ready: body.reader !== "missing"
    readonly property real skipHeight: skip ? skipKey.height + Theme.px(28) : 0
    readonly property real notesHeight: notesBox.model ? notesBox.implicitHeight + Theme.px(28) : 0
    readonly property real boxHeight: Math.min(Theme.px(720), stageHeight - skipHeight
        - (notesInRail ? 0 : notesHeight))

    railExtra: notesInRail && notesBox.model ? notesBox.implicitHeight + Theme.px(32) : 0
    needed: skipHeight + (notesInRail ? 0 : notesHeight) + Theme.px(300)

    Rectangle {
        id: box

        width: page.stage.width
        height: page.boxHeight
        radius: Theme.px(18)
        color: Theme.surface
        border.width: Theme.px(2)
        border.color: Theme.hair

        CardDrawing {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: height > Theme.px(120)
            y: Theme.px(48)
            height: Math.min(Theme.px(480), box.height - waiting.height - Theme.px(48 + 76))
            opacity: page.ready ? 1 : 0.35
        }
        Icon {
            visible: waiting.visible
            name: "clock"
            size: Theme.text(38)
            color: Theme.accent
            x: waiting.x + waiting.inkX - width - Theme.px(16)
            y: waiting.y + (waiting.lineHeight - height) / 2
        }
        Label {
            id: waiting

            visible: text !== ""
            x: Theme.px(100)
            y: box.height - height - Theme.px(36)
            width: parent.width - 2 * x
            horizontalAlignment: Text.AlignHCenter
            text: page.body.waiting || ""
            size: Theme.text(36)
            line: 1.36
            bold: true
            color: Theme.accent
        }
    }
    Banner {
        id: notesBox

        parent: page.notesInRail ? page : page.stage
        x: page.notesInRail ? Theme.railX : 0
        y: page.notesInRail ? page.headBottom + Theme.px(32) : page.boxHeight + Theme.px(28)
        width: page.notesInRail ? page.headWidth : page.stage.width
        height: implicitHeight
        icon: "lock"
        model: page.notes.length ? ({ tone: "info", head: "", text: Theme.lines(page.notes) }) : null
    }
    SecondaryKey {
        id: skipKey

        visible: page.skip !== null
        objectName: page.skip ? page.skip.name || "key.skip" : ""
        y: page.boxHeight + (page.notesInRail ? 0 : page.notesHeight) + Theme.px(28)
        width: page.stage.width
        height: Math.max(Theme.mm(27), implicitHeight)
        text: page.skip ? page.skip.text || "" : ""
        second: page.skip ? page.skip.second || "" : ""
        size: Theme.text(38)
        icon: "next"
        iconLast: true
        action: page.skip ? page.skip.action || "skip" : ""
        argument: page.skip ? page.skip.argument : ""
    }
}
