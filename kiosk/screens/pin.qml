import QtQuick
import "../controls"

// The PIN keypad: digits go straight to Python, only their number comes back.
Page {
    id: page

    readonly property var skip: body.skip || null
    // Portrait: boxes, keypad and escape share the height that is left.
    readonly property bool skipInRail: Theme.wide
    readonly property real skipHeight: skip && !skipInRail ? skipKey.height + Theme.px(24) : 0
    readonly property real boxesHeight: boxes.boxHeight + Theme.px(28)
    readonly property real room: stageHeight - boxesHeight - skipHeight
    readonly property real keyHeight: Math.max(Theme.digitKey,
        Math.min(Theme.px(Theme.wide ? 129 : 136), Math.floor((room - 3 * pad.gap) / 4)))

    railExtra: skip && skipInRail ? skipKey.height + Theme.px(28) : 0
    needed: boxesHeight + 4 * Theme.digitKey + 3 * pad.gap + skipHeight

    PinBoxes {
        id: boxes

        filled: page.body.length || 0
        boxHeight: Theme.px(Theme.wide ? 112 : Theme.large || Theme.low ? 104 : 131)
        count: page.body.boxes || 4
        x: (page.stage.width - width) / 2
    }
    KeyboardPlace {
        id: pad

        layout: "digits"
        flash: 80
        gap: Theme.px(Theme.large && !Theme.wide ? 16 : 20)
        keyHeight: page.keyHeight
        y: page.boxesHeight
        x: (page.stage.width - width) / 2
        width: Math.min(page.stage.width, Theme.px(Theme.wide ? 820 : 784))
        onTyped: key => key === "erase" ? Desk.pinErase() : key === "clear" ? Desk.pinClear() : Desk.pinDigit(Number(key))
    }
    SecondaryKey {
        id: skipKey

        parent: page.skipInRail ? page : page.stage
        visible: page.skip !== null
        objectName: page.skip ? page.skip.name || "key.skip" : ""
        x: page.skipInRail ? Theme.railX : pad.x
        y: page.skipInRail ? page.headBottom + Theme.px(28) : pad.y + pad.implicitHeight + Theme.px(32)
        width: page.skipInRail ? page.headWidth : pad.width
        height: Math.max(Theme.mm(26), implicitHeight)
        text: page.skip ? page.skip.text || "" : ""
        second: page.skip ? page.skip.second || "" : ""
        size: Theme.text(34)
        icon: "q"
        action: page.skip ? page.skip.action || "skip" : ""
        argument: page.skip ? page.skip.argument : ""
    }
}
