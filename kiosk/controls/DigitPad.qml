pragma ComponentBehavior: Bound
import QtQuick

// Digits in three columns; below: clear all, 0, erase. Keys act when touched, each finger for itself.
Item {
    id: pad

    property real gap: Theme.px(20)
    property real keyHeight: Theme.px(136)
    property int flash: 0              // ms after which a held key looks released; 0 = never
    readonly property real keyWidth: Math.floor((width - 2 * gap) / 3)
    readonly property var order: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "erase"]

    signal typed(string key)           // a digit, "erase" or "clear"

    implicitHeight: 4 * keyHeight + 3 * gap

    Repeater {
        model: pad.order

        KeyCap {
            id: cap

            required property int index
            required property string modelData
            readonly property bool number: modelData.length === 1

            objectName: "key.digit." + modelData
            x: index % 3 * (pad.keyWidth + pad.gap)
            y: Math.floor(index / 3) * (pad.keyHeight + pad.gap)
            width: pad.keyWidth
            height: pad.keyHeight
            onPress: true
            japanese: number
            text: number ? modelData : Theme.words[modelData]
            size: number ? Math.min(Theme.text(60), Math.round(pad.keyHeight * 0.72)) : Theme.bar(modelData === "erase" ? 36 : 34)
            padding: Theme.px(8)
            fits: !number
            gap: Theme.px(8)
            icon: modelData === "erase" ? "bs" : ""
            onHeldChanged: if (held && pad.flash > 0) flashTimer.restart()
            onTriggered: pad.typed(modelData)

            Timer {
                id: flashTimer

                interval: pad.flash
                onTriggered: cap.spent = true
            }
        }
    }
}
