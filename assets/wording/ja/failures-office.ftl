# 受付（sync/office）で起こること。コードは sync/office/failures.py。見るのは職員だけ。

failure-office-not-an-envelope = 受け取れない形のデータが届きました
    .safe = 届いたものは保存していません。キオスクには残っています。
    .next = キオスクの版をたしかめます。情報担当へ知らせてください。
    .staff = PUT の本体が形式1の封筒ではありません（400）。キオスクと受付の版をそろえてください。

failure-office-too-large = 大きすぎるデータが届きました
    .safe = 届いたものは保存していません。キオスクには残っています。
    .next = 情報担当へ知らせてください。
    .staff = max_envelope_kib を超えました（413）。設定か、送り主をたしかめてください。

failure-office-other-id = 番号の合わないデータが届きました
    .safe = 届いたものは保存していません。キオスクには残っています。
    .next = 情報担当へ知らせてください。
    .staff = URL の id と封筒の id がちがいます（400）。

failure-office-other-office = ほかの役所あてのデータが届きました
    .safe = 届いたものは保存していません。キオスクには残っています。
    .next = キオスクの設定をたしかめます。情報担当へ知らせてください。
    .staff = 封筒の office が設定とちがいます（421）。キオスクの設定をたしかめてください。

failure-office-device-unknown = 登録のないキオスクから届きました
    .safe = 届いたものは保存していません。キオスクには残っています。
    .next = キオスクを登録すると、自動で送りなおされます。
    .staff = `kakanai office device add` で公開鍵を登録してください（403）。

failure-office-device-revoked = 使用を止めたキオスクから届きました
    .safe = 届いたものは保存していません。キオスクには残っています。
    .next = 情報担当へ知らせてください。
    .staff = この機器は失効しています（403）。再び使うときは、新しい名前と鍵で登録してください。

failure-office-signature-wrong = この受付は、届いたときの内容とちがいます
    .safe = 内容は開いていません。
    .next = 情報担当へ、受付番号を知らせてください。来庁の方には、窓口で聞き取ってください。
    .staff = 要約値か署名が合いません（取込みでは422）。データベースか通信路で書き換わったおそれがあります。

failure-office-other-content = 同じ番号で、ちがう内容が届きました
    .safe = 先に届いた内容はそのまま残っています。
    .next = 情報担当へ知らせてください。
    .staff = 同じ id で digest がちがいます（409）。キオスクの復元か複製を疑ってください。

failure-office-sequence-taken = 同じ通し番号のデータが、すでに届いています
    .safe = 先に届いた内容はそのまま残っています。
    .next = 情報担当へ知らせてください。
    .staff = UNIQUE(device, sequence) に当たりました（409）。キオスクを入れ直したときは、新しい機器名で登録します。

failure-office-cannot-open = この受付の内容を開けませんでした
    .safe = 届いた封筒は、そのまま保管しています。
    .next = 情報担当へ、受付番号を知らせてください。来庁の方には、窓口で聞き取ってください。
    .staff = office.private.pem で開けません。鍵を入れ替えたときは、封じたときの鍵で起動しなおしてください。預託鍵でも開けます。

failure-office-someone-was-first = ほかの職員が、先に操作しました
    .safe = あなたの操作は行われていません。先に行われた内容は残っています。
    .next = いまの状態を見てから、必要なら操作してください。
    .staff = version が進んでいます（409）。

failure-office-not-allowed-now = この手続きは、いまその操作ができません
    .safe = 何も変わっていません。
    .next = ほかの職員が担当しているときは、「引き継ぐ」を押してから操作してください。
    .staff = 状態か担当者が合いません（409）。

failure-office-case-not-found = その受付はありません
    .safe = ほかの受付には影響ありません。
    .next = 受付番号をたしかめて、さがしなおしてください。
    .staff = id か番号に当たる case がありません（404）。

failure-office-form-not-drawable = この様式を作れませんでした
    .safe = 受付の内容は残っています。ほかの様式は使えます。
    .next = 紙の様式に書いてもらい、情報担当へ様式の名前を知らせてください。
    .staff = 様式がこの手続きにないか、テンプレートに誤りがあります。`kakanai form check` で調べてください。

failure-office-foreign-form = このページからは受け付けられません
    .safe = 何も変わっていません。
    .next = 一覧から、ひらきなおしてください。
    .staff = Origin か Sec-Fetch-Site が自分のものではありません（403）。プロキシが Host を書き換えていないか、たしかめてください。

failure-office-stale-form = ログインしなおす前のページでした
    .safe = 何も変わっていません。
    .next = 受付をひらきなおしてから、操作してください。
    .staff = CSRF トークンがこのセッションのものではありません（403）。

failure-office-page-not-found = そのページはありません
    .safe = 受付の内容はそのまま残っています。
    .next = 一覧か、受付番号の検索からさがしてください。
    .staff = 404 または 405。

failure-office-not-readable = 入力を読み取れませんでした
    .safe = 何も変わっていません。
    .next = 前のページにもどり、入力をたしかめてください。
    .staff = フォームの値が欠けているか、形がちがいます（400）。

failure-office-server = いま処理できませんでした
    .safe = 届いた申請は、消えずに残っています。
    .next = 少し待ってから、ひらきなおしてください。直らないときは、情報担当へ知らせてください。
    .staff = 処理中の例外です（500）。サーバーの記録を見てください。

failure-office-pack-version-missing = この受付を作った版の様式が、ここにありません
    .safe = 受付の内容は残っています。
    .next = 情報担当に、版の番号を伝えてください。版を置くと、ひらけます。
    .staff = The case was made with another version of the pack, and the present one does not know its answers. Put that version's folder on the shelf (`packs` beside the database) and open the case again.

failure-office-not-an-enrolment = 登録できない形の申し込みが届きました
    .safe = 登録は変わっていません。
    .next = 情報担当へ知らせてください。
    .staff = POST /v1/enrolments の本体が読めないか、署名が合いません（400）。

failure-office-content-type = 受け取れない種類のデータが届きました
    .safe = 届いたものは保存していません。
    .next = 情報担当へ知らせてください。
    .staff = Content-Type がちがいます（415）。間の機器が書き換えていないかたしかめてください。

failure-office-device-pending = まだ確かめていないキオスクから届きました
    .safe = 届いたものは保存していません。キオスクには残っています。
    .next = 情報担当が、キオスクの鍵の指紋をたしかめます。
    .staff = 登録は届きましたが、まだ有効にしていません（403）。両方の画面の指紋を見くらべ、同じなら kakanai office device confirm を行ってください。

failure-office-device-suspended = 止めてあるキオスクから届きました
    .safe = 届いたものは保存していません。キオスクには残っています。
    .next = 情報担当へ知らせてください。
    .staff = この機械は一時停止中です（403）。kakanai office device resume で戻すと、残りは自動で届きます。

failure-office-code-wrong = 登録の番号が合いませんでした
    .safe = 登録は変わっていません。
    .next = 情報担当が、新しい番号を出します。
    .staff = 一度だけ使える番号がちがうか、15分をすぎたか、機械名がちがいます（403）。kakanai office device invite で出し直してください。

failure-office-busy = いまは受け取れないほど届いています
    .safe = 届かなかったものは、キオスクに残っています。
    .next = そのままお待ちください。自動で届きます。
    .staff = 1台か全体の上限を超えました（429）。続くときは rate_per_minute・at_once と送り主をたしかめてください。

failure-office-opener-away = 受付の中身を、いま開けません
    .safe = 届いた受付は、すべて保存されています。
    .next = 少し待って、もう一度開いてください。開かないときは情報担当へ知らせてください。
    .staff = 開封係（kakanai office opener）が答えません。動いているか、opener のソケットをたしかめてください。

failure-office-database-away = 受付の記録に、いまつながりません
    .safe = 届いた受付は、すべて保存されています。
    .next = 少し待って、もう一度開いてください。続くときは情報担当へ知らせてください。
    .staff = データベースが答えません（503）。キオスクは自動で送り直します。
