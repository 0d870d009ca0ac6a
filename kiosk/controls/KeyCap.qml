pragma ComponentBehavior: Bound
import QtQuick

// A key with an icon and one or two lines of text, in the middle of its face.
Pressable {
    id: cap

    property string text: ""
    property string second: ""
    property string icon: ""
    property bool iconLast: false
    property real size: Theme.text(36)
    property real secondSize: Theme.text(30)
    property bool bold: true
    property bool isName: false
    property bool japanese: false      // its letters are Japanese in every language: kana, digits
    property color ink: Theme.ink
    property real iconSize: leftAligned ? Theme.px(56) : size * 1.15
    property real gap: Theme.px(leftAligned ? 34 : 14)
    property real padding: Theme.px(14)
    property bool leftAligned: false
    property bool fits: false          // of a given width and height: its letters give way rather than be torn or leave it
    readonly property bool hasMark: icon !== "" && !off
    readonly property real textHeight: group.height
    readonly property real markSpace: hasMark ? iconSize + gap : 0
    readonly property real room: width - (leftAligned ? Theme.px(66) : 2 * padding) - markSpace
    readonly property real shownSize: fits && text.length > 1 ? fitting(Theme.joined(Theme.letters(text))) : size
    readonly property color shownInk: off ? Theme.offInk : ink

    spoken: Theme.said([text, second])
    implicitWidth: words.implicitWidth + 2 * padding + markSpace
    implicitHeight: Math.max(Theme.px(72),
        main.contentHeight + extra.contentHeight + Theme.px(22) + lipHeight)

    // On one line if its letters are hardly smaller for that, else on two; with readings over them there is room for one.
    function fitting(joined: string): real {
        const one = Theme.whole(size, joined, bold, room);
        if (main.read || one >= size * 0.8)
            return one;
        return Math.max(one, Math.min(Theme.whole(size, text, bold, room), Math.floor((height - Theme.px(20)) / 2.48)));
    }

    Item {
        id: group

        readonly property real textWidth: Math.max(main.contentWidth,
            extra.contentWidth)

        x: cap.leftAligned ? Theme.px(42) : (parent.width - width) / 2
        y: (parent.height - height) / 2
        width: textWidth + cap.markSpace
        height: main.contentHeight + extra.contentHeight

        Loader {
            id: mark

            active: cap.hasMark
            sourceComponent: Icon {
                name: cap.icon
                size: cap.iconSize
                stroke: cap.leftAligned ? 3.4 : 4
                color: cap.leftAligned && !cap.off ? Theme.accent : cap.shownInk
            }
            x: cap.iconLast ? group.textWidth + cap.gap : 0
            anchors.verticalCenter: parent.verticalCenter
        }
        Item {
            id: words

            implicitWidth: Math.max(main.implicitWidth, extra.implicitWidth)
            x: cap.iconLast ? 0 : cap.markSpace
            width: group.textWidth
            height: parent.height

            Label {
                id: main

                text: cap.text
                size: cap.shownSize
                line: 1.24
                bold: cap.bold
                isName: cap.isName
                japanese: cap.japanese
                color: cap.shownInk
                width: Math.ceil(Math.min(implicitWidth, cap.room))
                horizontalAlignment: cap.hasMark || cap.second !== "" ? Text.AlignLeft : Text.AlignHCenter
            }
            Loader {
                id: extra

                readonly property real contentWidth: item ? (item as Label).contentWidth : 0
                readonly property real contentHeight: item ? (item as Label).contentHeight : 0

                active: cap.second !== ""
                y: main.contentHeight
                sourceComponent: Label {
                    text: cap.second
                    size: cap.secondSize
                    line: 1.3
                    color: cap.off ? Theme.offInk : cap.held ? Theme.ink : Theme.ink2
                    width: Math.ceil(Math.min(implicitWidth, cap.room))
                }
            }
        }
    }
}
