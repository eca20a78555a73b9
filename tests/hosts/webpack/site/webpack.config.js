import HtmlWebpackPlugin from "html-webpack-plugin";

export default {
  mode: "production",
  output: { filename: "[name].[contenthash].js", clean: true },
  // Nobody downloads the widget's parts at once.
  performance: { hints: false },
  plugins: [new HtmlWebpackPlugin({ template: "src/index.html" })],
};
