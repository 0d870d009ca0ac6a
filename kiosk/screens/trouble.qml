pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// Something outside stopped: what is safe, what happens now, and the ways on. No red, no code.
Page {
    id: page

    readonly property var keys: body.keys || []

    readonly property var safe: body.safe
        ? ({ tone: "ok", head: body.safe, text: body.safeText || "" }) : null

    // All but the picture.
    readonly property real othersHeight: {
        let height = safeBanner.implicitHeight + viewBanner.implicitHeight + 2 * list.gap;
        for (let i = 0; i < choices.count; i++)
            height += (choices.itemAt(i)?.implicitHeight ?? 0) + list.gap;
        return height;
    }

    bannerBelow: true
    readonly property bool safeInRail: Theme.wide && !Theme.large
    bannerModel: safeInRail ? safe : null
    pageable: true
    needed: list.wanted

    PagedColumn {
        id: list

        width: page.stage.width
        available: page.stageHeight
        gap: Theme.px(Theme.wide || Theme.large ? 20 : 28)

        Rectangle {
            id: box

            readonly property real gapBefore: -1
            readonly property bool printer: page.body.icon === "printer"
            readonly property real pictureHeight: Theme.px(Theme.large || Theme.wide ? 150 : 312)
            // Nobody may miss a key for a picture: the words are at the bottom, too.
            readonly property bool skipped: Theme.large
                && (Theme.wide || implicitHeight + page.othersHeight > list.available)

            visible: !skipped
            width: list.width
            implicitHeight: pictureHeight + (words.text !== "" ? words.contentHeight + Theme.px(48) : 0)
                + Theme.px(Theme.large || Theme.wide ? 64 : 140)
            radius: Theme.px(18)
            color: Theme.surface
            border.width: Theme.px(2)
            border.color: Theme.hair

            PrinterDrawing {
                visible: box.printer
                anchors.horizontalCenter: parent.horizontalCenter
                y: Theme.px(Theme.large || Theme.wide ? 32 : 70)
                height: box.pictureHeight
            }
            Icon {
                visible: !box.printer
                anchors.horizontalCenter: parent.horizontalCenter
                y: Theme.px(Theme.large || Theme.wide ? 32 : 70)
                name: page.body.icon || "staff"
                size: box.pictureHeight
                stroke: 2.4
                color: Theme.accent
            }
            Icon {
                visible: words.visible && page.view.staff.called === true
                name: "staff"
                size: Theme.text(42)
                color: Theme.accent
                x: words.x + words.inkX - width - Theme.px(14)
                y: words.y + (words.lineHeight - height) / 2
            }
            Label {
                id: words

                visible: text !== ""
                x: Theme.px(36) + Theme.text(56)
                y: box.height - height - Theme.px(Theme.large || Theme.wide ? 28 : 56)
                width: parent.width - 2 * x
                horizontalAlignment: Text.AlignHCenter
                text: page.body.now || ""
                size: Theme.text(38)
                line: 1.36
                bold: true
                color: Theme.accent
            }
        }
        Banner {
            id: safeBanner

            width: list.width
            model: page.safeInRail ? null : page.safe
        }
        Banner {
            id: viewBanner

            width: list.width
            model: page.view.banner || null
        }
        Repeater {
            id: choices

            model: page.keys.length

            SecondaryKey {
                required property int index
                readonly property var key: page.keys[index] || ({})
                readonly property real gapBefore: index === 0 ? Theme.px(Theme.wide || Theme.large ? 20 : 52) : -1

                objectName: key.name || ""
                width: list.width
                implicitHeight: Math.max(Theme.mm(second === "" ? 30 : 39),
                    textHeight + Theme.px(40))
                radius: Theme.px(18)
                lipHeight: Theme.px(6)
                text: key.text || ""
                second: key.second || ""
                size: Theme.text(40)
                secondSize: Theme.text(32)
                icon: key.icon || ""
                action: key.action || ""
                argument: key.argument
                leftAligned: true
            }
        }
    }
}
