pragma ComponentBehavior: Bound
import QtQuick

// What happened, what is safe, what is missing: a tinted box with a bar, an icon and words.
Item {
    id: banner

    property var model: null           // {tone, head, text} or null
    property string icon: ""
    property bool calm: false
    property real gapBefore: -1
    readonly property string tone: model ? model.tone || "info" : "info"
    readonly property string head: model ? model.head || "" : ""
    readonly property string text: model ? model.text || "" : ""
    readonly property bool skipped: model === null

    visible: model !== null
    implicitHeight: content.item ? (content.item as BannerBox).implicitHeight : 0
    Accessible.role: Accessible.AlertMessage
    Accessible.name: Theme.said([head, text])

    Loader {
        id: content

        active: banner.model !== null
        width: banner.width
        height: banner.height
        sourceComponent: BannerBox {
            tone: banner.tone
            head: banner.head
            text: banner.text
            icon: banner.icon
            calm: banner.calm
        }
    }
}
